"""Prompts are strict in both directions, and their templates are harmless."""

from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.preview import check_prompt, rendered_prompt
from simulator.prompts import load_prompt, prompt_names

HEAD = "---\nname: mine\nversion: 1\nfor: therapist\ntakes: [{takes}]\n---\n"


def write(folder: Path, template: str, takes: str = "patient, chart", name: str = "mine") -> str:
    path = folder / f"{name}.md"
    path.write_text(HEAD.format(takes=takes) + template, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", prompt_names())
def test_every_shipped_prompt_renders_for_every_persona(name: str) -> None:
    assert check_prompt(name)


@pytest.mark.parametrize(
    ("template", "takes", "told"),
    [
        ("Hello {{ patient.name }} {{ chart }} {{ patiant }}", "patient, chart", "did you mean patient"),
        ("Hello {{ patient.name }}", "patient, chart", "never uses it"),
        ("Hello {{ patient.name }} {{ chart }} {{ crisis }}", "patient, chart", "`takes` does not list"),
        ("Hello {{ patient.name }}", "patient", "which a therapist prompt needs"),
        ("Hello {{ patient.name }} {{ chart }} {% if %}", "patient, chart", "template syntax"),
        ("Hello {{ patient.name }} {{ chart }", "patient, chart", "write a variable in {{ }}"),
        ("Hello {{ patient.name | uper }} {{ chart }}", "patient, chart", "did you mean upper"),
    ],
)
def test_a_faulty_template_is_refused_with_file_line_and_remedy(
    tmp_path: Path, template: str, takes: str, told: str
) -> None:
    with pytest.raises(InputError, match=told) as caught:
        load_prompt(write(tmp_path, template, takes))
    assert caught.value.line is not None and str(tmp_path) in str(caught.value)


def test_a_needed_variable_may_be_left_out_on_purpose(tmp_path: Path) -> None:
    path = Path(write(tmp_path, "Hello {{ patient.name }}", "patient"))
    path.write_text(path.read_text("utf-8").replace("takes:", "without: [chart]\ntakes:"), "utf-8")
    assert load_prompt(str(path)).render(patient={"name": "Alicia"}) == "Hello Alicia"


def test_an_unknown_attribute_is_named_with_its_line_and_the_nearest_one(tmp_path: Path) -> None:
    prompt = load_prompt(write(tmp_path, "One\nTwo {{ patient.nmae }} {{ chart }}"))
    with pytest.raises(InputError, match=r"patient has no 'nmae'\n  did you mean name") as caught:
        prompt.render(patient={"name": "Alicia"}, chart="")
    assert caught.value.line == 8


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ patient.__init__.__globals__ }}",
        "{{ chart.format.__self__ }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ lipsum.__globals__ }}",
        "{{ chart * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ chart|center(999999999) }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% set chart = chart ~ chart %}{{ chart }}",
        "{% include '/etc/passwd' %}",
        "{{ chart.ljust(999999999) }}",
        "{{ '{0:>999999999}'.format_map(patient) }}",
        "{{ chart.encode('rot13') }}",
        "{{ chart ~ chart }}",
        "{{ chart + chart }}",
        "{% with x = [chart, chart] %}{{ x }}{% endwith %}",
        "{% for a in [chart, chart] %}{{ a }}{% endfor %}",
        "{{ {'a': chart} }}",
        "{% for x in [1] recursive %}{{ loop }}{% endfor %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
        "{% for a in chart %}{% endfor %}",
        "{% for a in patient %}" * 25 + "{% endfor %}" * 25,
        "{% for a in [1, 2, 3, 4, 5] %}" * 9 + "{% endfor %}" * 9,
        "{{ chart" + "|list|upper" * 30 + " }}",
        "{{ chart" + "|list|join(chart)" * 30 + " }}",
        "{% if 1 %}" * 300 + "{% endif %}" * 300,
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{{ patient" + ".x" * 2000 + " }}",
        "{{ " + "not " * 3000 + "1 }}",
    ],
)
def test_templates_run_in_a_sandbox_and_end(tmp_path: Path, attack: str) -> None:
    with pytest.raises(InputError):
        load_prompt(write(tmp_path, "{{ patient.name }}{{ chart }}" + attack)).render(
            patient={"name": "A"}, chart="x'"
        )


def test_what_prompts_need_is_not_refused(tmp_path: Path) -> None:
    template = (
        "{% for key in patient %}{{ key }}{{ ', ' if not loop.last }}{% endfor %};"
        "{% for n in [1, 2] if n > 1 %}{{ loop.index }}{{ n + 1 }}{% else %}none{% endfor %};"
        "{{ patient.name|upper }};{{ patient|join('/') }};{% if patient.name in ['A', 'B'] %}yes{% endif %};"
        "{{ (patient.age / 2)|int }};{{ chart[:2] }}{# quiet #}"
    )
    text = load_prompt(write(tmp_path, template)).render(patient={"name": "A", "age": 33}, chart="abc")
    assert text == "name, age;13;A;name/age;yes;16;ab"


def test_front_matter_faults_name_the_line(tmp_path: Path) -> None:
    path = Path(write(tmp_path, "{{ patient.name }} {{ chart }}"))
    path.write_text(path.read_text("utf-8").replace("version: 1", "version: 1\nauthr: me"), "utf-8")
    with pytest.raises(InputError, match="authr") as caught:
        load_prompt(str(path))
    assert caught.value.line == 4


def test_a_prompt_of_another_name_than_its_file_is_told_both_ways_out(tmp_path: Path) -> None:
    path = write(tmp_path, "Hello {{ patient.name }} {{ chart }}", name="other")
    with pytest.raises(InputError, match=r"write name: other, or rename the file to mine\.md"):
        load_prompt(path)


def test_a_prompt_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = Path(write(tmp_path, "Hello {{ patient.name }}\n{{ chart }}"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_prompt(str(path)).render(patient={"name": "Alicia"}, chart="x") == "Hello Alicia\nx"


def test_show_prints_what_the_model_gets_with_memory_of_the_sessions_before() -> None:
    shown = rendered_prompt("nova", "alicia", 3, 12, None)
    assert "session 3 of 12" in shown and "Note of session 2" in shown and "{{" not in shown
    patient = rendered_prompt("patient", "alicia", 2, 12, None)
    assert "second session" in patient and "[user]" in patient
