"""The first sign-in of an officer, his telephone, his card and his key, in a real browser; and how all of it looks."""

from __future__ import annotations

import time

import pyotp

from tests.browser import preparing

PASSWORD = "suối nguồn chảy mãi không thôi"
HALF_MINUTE = 30
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _type_in(page, username, password):
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def _first_sign_in(page, username, first):
    """The first password is replaced before anything else."""
    _type_in(page, username, first)
    page.get_by_label("Mật khẩu đang dùng").fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url("**/tai-khoan/")


def _add_app(page, eyes):
    """Answers the secret, as it is read off the page."""
    page.goto("/tai-khoan/bao-mat/")
    assert eyes.everywhere(page) == []
    page.get_by_role("link", name="Dùng điện thoại").click()
    assert eyes.everywhere(page) == []
    secret = page.locator(".secret").inner_text().replace(" ", "").replace("\n", "")
    page.get_by_label("Mã sáu số").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Hoàn tất").click()
    page.wait_for_url("**/bao-mat/")
    return secret


def _add_card(page, eyes):
    """Answers the codes; the first is used up."""
    page.goto("/tai-khoan/bao-mat/the-ma/")
    assert eyes.everywhere(page) == []
    page.get_by_role("button", name="Lập thẻ").click()
    page.get_by_role("button", name="In tờ này").wait_for()
    assert eyes.everywhere(page) == []
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_label("Mã ở dòng số 01").fill(codes[0])
    page.get_by_role("button", name="Dùng thẻ này").click()
    page.wait_for_url("**/bao-mat/")
    return codes


def test_first_sign_in_telephone_and_card(visits, site, eyes) -> None:
    with visits.visit(site.account("administrator")) as page:
        preparing.new_first_password(page)
        username, first = page.locator("dd b").inner_text(), page.locator("output").inner_text()
    with visits.visit() as page:
        _first_sign_in(page, username, first)
        secret = _add_app(page, eyes)
        codes = _add_card(page, eyes)
        page.goto("/tai-khoan/bao-mat/")
        assert eyes.everywhere(page) == []
    with visits.visit() as page:
        _type_in(page, username, PASSWORD)
        page.wait_for_url("**/xac-thuc/")
        assert eyes.everywhere(page) == []
        page.get_by_role("link", name="Mất điện thoại").click()
        assert eyes.everywhere(page) == []
        page.go_back()
        page.get_by_label("Mã sáu số").fill(pyotp.TOTP(secret).at(time.time() + HALF_MINUTE))
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_url("**/hom-nay/")
    _add_and_use_a_key(visits, site, eyes, (username, codes[1]))


def _add_and_use_a_key(visits, site, eyes, known) -> None:
    """Keys belong to a name, not to an address of numbers: the same site by its name."""
    username, code = known
    with visits.visit() as page:
        asked = page.context.new_cdp_session(page)
        asked.send("WebAuthn.enable")
        asked.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        named = site.address.replace("127.0.0.1", "localhost")
        page.goto(f"{named}/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_label("Mã sáu số").fill(code)
        page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_url("**/hom-nay/")
        page.goto(f"{named}/tai-khoan/bao-mat/khoa/")
        assert eyes.everywhere(page) == []
        page.get_by_label("Tên khóa").fill("khóa của bài thử")
        page.get_by_role("button", name="Tạo khóa").click()
        page.wait_for_url("**/bao-mat/")
        page.get_by_text("khóa của bài thử").first.wait_for()
        page.locator("main").get_by_role("link", name="Tài khoản").click()
        page.locator("main").get_by_role("button", name="Đăng xuất").click()
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("button", name="Dùng khóa bảo mật").click()
        page.wait_for_url("**/hom-nay/")
