from datetime import date

import pytest
from django import forms

from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, CountField, DayField, Renderer, Stepper


class Sample(forms.Form):
    default_renderer = Renderer

    topic = forms.CharField(label="Nội dung", help_text="Vài chữ")
    day = DayField(label="Ngày")
    count = CountField(label="Học sinh", widget=Stepper(total="cong"), most=1000)
    place = forms.ChoiceField(label="Ở đâu", choices=[("a", "Bản A"), ("b", "Bản B")], widget=ChipRadio)
    agreed = forms.BooleanField(label="Đã đồng ý")
    secret = forms.CharField(widget=forms.HiddenInput)


RIGHT = {"topic": "x", "day": "4-11-22", "count": "1.000", "place": "a", "agreed": "on", "secret": "s"}


def test_the_project_uses_this_renderer(settings):
    assert settings.FORM_RENDERER == "ketnoi.ui.forms.Renderer"


def test_what_people_type_becomes_values():
    form = Sample(RIGHT)
    assert form.is_valid()
    assert (form.cleaned_data["day"], form.cleaned_data["count"]) == (date(2022, 11, 4), 1000)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("count", "sáu tư", "Nhập một số, ví dụ 64"),
        ("count", "", "Nhập một số, ví dụ 64"),
        ("count", "-1", "Nhập một số, ví dụ 64"),
        ("count", "1.001", "Số này không được quá 1.000"),
        ("day", "31/02/2022", "Ngày này không có trong lịch"),
        ("day", "mai", "Nhập ngày, tháng, năm, ví dụ 04/11/2022"),
    ],
)
def test_errors_say_what_to_type(field, typed, message):
    assert Sample({**RIGHT, field: typed}).errors == {field: [message]}


def test_a_count_of_money_may_be_larger_than_any_count_of_people():
    assert CountField(most=10**15).clean("3.000.000.000") == 3 * 10**9
    with pytest.raises(forms.ValidationError, match="quá lớn"):
        CountField().clean("3.000.000.000")
    with pytest.raises(forms.ValidationError, match=r"quá 1\.000"):
        CountField(most=1000).clean("3.000")


def test_a_count_may_have_a_least():
    field = CountField(least=5)
    assert field.clean("5") == 5
    with pytest.raises(forms.ValidationError, match="từ 5 trở lên"):
        field.clean("4")


def test_empty_is_nothing_and_zero_is_zero():
    field = CountField(required=False)
    assert field.clean("") is None
    assert field.clean("0") == 0
    assert DayField(required=False).clean("") is None


def test_the_same_meaning_has_not_changed():
    assert not CountField().has_changed(1200, "1.200")
    assert CountField().has_changed(1200, "1.201")
    assert CountField().has_changed(None, "0")
    assert not DayField().has_changed(date(2022, 11, 4), "4/11/2022")
    assert DayField().has_changed(date(2022, 11, 4), "hôm nay")
    assert not CountField(disabled=True).has_changed(1, "2")


def test_values_are_shown_as_they_are_written():
    html = str(Sample(initial={"day": date(2022, 11, 4), "count": 1200}))
    assert 'value="04/11/2022"' in html
    assert 'value="1.200"' in html


def test_label_hint_error_and_input_belong_together():
    html = str(Sample({**RIGHT, "topic": ""})["topic"].as_field_group())
    order = [
        '<label for="id_topic">Nội dung</label>',
        'class="hint" id="id_topic_helptext"',
        'class="msg" id="id_topic_error"',
        "<input",
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)
    assert 'aria-describedby="id_topic_helptext id_topic_error"' in html
    assert 'aria-invalid="true"' in html
    assert "err" in html


def test_a_field_without_errors_has_no_trace_of_them():
    html = str(Sample(RIGHT)["topic"].as_field_group())
    assert "aria-invalid" not in html
    assert "msg" not in html
    assert 'aria-describedby="id_topic_helptext"' in html


def test_the_summary_links_to_each_field_in_error():
    html = str(Sample({**RIGHT, "topic": "", "place": "z", "secret": ""}))
    summary = html[html.index('class="banner bad summary"') : html.index("</ul>")]
    assert 'href="#id_topic"' in summary
    assert 'href="#id_place_0"' in summary
    assert 'href="#id_day"' not in summary
    assert summary.count("<li>") == 3
    assert 'id="id_place_0"' in html
    assert "summary" not in str(Sample(RIGHT))


def test_hidden_fields_are_rendered_once_without_a_label():
    html = str(Sample(RIGHT))
    assert html.count('name="secret"') == 1
    assert 'for="id_secret"' not in html


def test_chips_are_real_radios_with_the_group_named():
    html = str(Sample({**RIGHT, "place": "b"})["place"].as_field_group())
    assert html.count('type="radio"') == 2
    assert html.count('class="vh"') == 2
    assert html.count("checked") == 1
    assert '<legend class="label">Ở đâu</legend>' in html
    assert html.count("<label") == 2


def test_an_error_of_a_group_is_said_by_the_group():
    html = str(Sample({**RIGHT, "place": ""})["place"].as_field_group())
    assert 'aria-describedby="id_place_error"' in html
    assert "aria-invalid" not in html


def test_several_chips():
    class Several(forms.Form):
        who = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=ChipCheckboxes)

    form = Several({"who": ["a", "b"]})
    assert form.is_valid()
    assert str(form["who"]).count("checked") == 2


def test_a_stepper_works_without_script_and_names_its_total():
    html = str(Sample(RIGHT)["count"].as_field_group())
    assert html.count(" hidden ") == 2
    assert 'data-total-of="cong"' in html
    assert 'inputmode="numeric"' in html
    assert 'type="number"' not in html


def test_labels_and_values_are_escaped():
    class Evil(forms.Form):
        name = forms.CharField(label="<b>", help_text="<i>")

    html = str(Evil({"name": "<u>"}))
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html
    assert "&lt;u&gt;" in html
    assert not {"<b>", "<i>", "<u>"} & {html[at : at + 3] for at in range(len(html))}


def test_formsets_show_their_own_errors():
    formset = forms.formset_factory(Sample, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
    )
    html = str(formset)
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'role="alert"' in html
