"""A field brings its label, help, error and control as one whole."""

import pytest
from django import forms
from django.template import engines


class Profile(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals in uw paspoort")
    mail = forms.EmailField(label="E-mail", required=False)
    start = forms.DateField(label="Vanaf wanneer?")
    share = forms.BooleanField(label="Zichtbaar")
    way = forms.ChoiceField(label="Hoe reist u?", choices=[("a", "Auto"), ("f", "Fiets")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Dagen", choices=[("ma", "Maandag")], widget=forms.CheckboxSelectMultiple, required=False
    )
    cv = forms.FileField(label="Cv", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("clash"):
            raise forms.ValidationError("De dagen passen niet bij de uren.")


def render(source, **context):
    return engines["django"].from_string(source).render(context)


def test_label_help_and_error_belong_to_the_control():
    shown = render("{% field form.name %}", form=Profile({}))
    assert 'for="id_name"' in shown
    assert 'aria-describedby="id_name-help id_name-error"' in shown
    assert 'id="id_name-help"' in shown and 'id="id_name-error"' in shown
    assert 'aria-invalid="true"' in shown


def test_only_what_may_stay_empty_is_marked():
    assert "(niet verplicht)" in render("{% field form.mail %}", form=Profile())
    assert "(niet verplicht)" not in render("{% field form.name %}", form=Profile())


def test_a_day_is_asked_with_the_calendar_of_the_browser():
    shown = render("{% field form.start %}", form=Profile({"start": "2026-11-21"}))
    assert 'type="date"' in shown and 'value="2026-11-21"' in shown
    assert Profile.base_fields["start"].widget.input_type == "text"


def test_an_hour_and_a_moment_are_asked_with_the_clock_of_the_browser():
    class Meeting(forms.Form):
        at = forms.TimeField()
        on = forms.DateTimeField()

    form = Meeting({"at": "09:30", "on": "2026-11-21T14:30"})
    assert form.is_valid()
    assert 'type="time"' in render("{% field form.at %}", form=form)
    assert 'type="datetime-local"' in render("{% field form.on %}", form=form)


@pytest.mark.parametrize(("name", "kind"), [("way", "radio"), ("days", "checkbox")])
def test_choices_stand_in_a_group_with_the_question_as_its_name(name, kind):
    shown = render("{% field field %}", field=Profile()[name])
    assert "<fieldset" in shown and "<legend" in shown
    assert f'type="{kind}"' in shown


def test_chosen_answers_stay_chosen():
    form = Profile({"way": "f", "days": ["ma"], "share": "on"})
    assert 'value="f" checked' in render("{% field form.way %}", form=form)
    assert 'value="ma" checked' in render("{% field form.days %}", form=form)
    assert "checked" in render("{% field form.share %}", form=form)


def test_the_summary_leads_to_each_field_that_is_wrong():
    form = Profile({"clash": "yes"})
    shown = render("{% form_errors form %}", form=form)
    for target in ("#id_name", "#id_start", "#id_share", "#id_way_0"):
        assert f'href="{target}"' in shown
        assert f'id="{target[1:]}"' in render("{% form_fields form %}", form=form)
    assert "De dagen passen niet bij de uren." in shown
    assert "Hoe reist u? " in shown and "Hoe reist u?:" not in shown


def test_a_form_without_errors_has_no_summary():
    assert render("{% form_errors form %}", form=Profile()).strip() == ""


def test_all_fields_of_a_form_are_drawn_the_hidden_ones_too():
    shown = render("{% form_fields form %}", form=Profile())
    assert 'type="hidden" name="secret"' in shown
    assert shown.count("utrecht-form-field ") == 7


def test_what_a_person_typed_stays_text_in_a_field_and_its_errors():
    shown = render("{% form_errors form %}{% form_fields form %}", form=Profile({"mail": '"><script>1</script>'}))
    assert "<script" not in shown
