from django.db import migrations

from ketnoi.audit import moments

GIVE, OPEN = "give_post", "start_anew"
AT_ONCE = 500


def keep_what_stands(apps, schema_editor):
    """Posts from before: who gave them stands in the journal, and whether they count follows from it.

    Those of officers who use their own second factor count, and those given at the machine itself. All others wait:
    whoever gave the post or the password may know the password, and could add a factor. Where the journal names
    nobody, `given_by` stays empty, and only a lead confirms.
    """
    posts = apps.get_model("officers", "Post").objects.using(schema_editor.connection.alias)
    givers, openers = _told(apps.get_model("audit", "Line").objects.using(schema_editor.connection.alias))
    officers = apps.get_model("officers", "Officer").objects.using(schema_editor.connection.alias)
    known, now, changed = set(officers.values_list("pk", flat=True)), moments.now(), []
    for post in posts.select_related("officer"):
        about, opener = (str(post.officer_id), post.unit_id, post.role), openers.get(str(post.officer_id))
        giver = givers.get(about)
        in_use = post.officer.strong_since and post.officer.start_until is None
        at_the_machine = about in givers and giver is None and opener is None
        post.given_by_id, post.doubted_by_id = (one if one in known else None for one in (giver, opener))
        post.confirmed_at = now if in_use or at_the_machine else None
        changed.append(post)
    posts.bulk_update(changed, ["given_by", "doubted_by", "confirmed_at"], batch_size=AT_ONCE)


def _told(lines):
    """Who gave each post, {(officer, unit, role): actor}, and each officer a first password; the last one counts."""
    givers, openers = {}, {}
    told = lines.filter(kind="officer", verb__in=[GIVE, OPEN]).order_by("at", "pk")
    for verb, officer, unit, actor, detail in told.values_list("verb", "object", "unit", "actor", "detail"):
        if verb == OPEN:
            openers[officer] = actor
        else:
            givers[officer, unit, detail.get("role")] = actor
    return givers, openers


class Migration(migrations.Migration):
    dependencies = [("officers", "0011_confirmed_posts"), ("audit", "0001_initial")]

    operations = [migrations.RunPython(keep_what_stands, migrations.RunPython.noop)]
