"""Training what understands titles: the same words and seed give the same weights, and what is learned helps."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command

from doorstroom.reference.actions import load_starter, train_linker
from doorstroom.reference.gateways.linking import read_texts
from doorstroom.reference.linking import Band, Label
from doorstroom.reference.linking.apart import TrainingFailed, train_apart
from doorstroom.reference.linking.encoder import Encoder, WrongWeights, encoder_linker, load
from doorstroom.reference.linking.titlesets import BadSet, read_titles
from doorstroom.reference.linking.training import Kind, Recipe, Text, train
from doorstroom.reference.queries import link_title, link_titles, suggest_skills, texts_in_use

WORDS = {
    "bakker": ["bakker", "broodbakker", "banketbakker", "baker", "brood bakken"],
    "kapper": ["kapper", "haarstylist", "coiffeur", "hairdresser", "haar knippen"],
    "chauffeur": ["chauffeur", "vrachtwagenchauffeur", "trucker", "truck driver", "goederen vervoeren"],
    "tuin": ["hovenier", "tuinman", "groenmedewerker", "gardener", "tuinen aanleggen"],
}
TEXTS = [
    Text(key, text, "en" if place == 3 else "nl", Kind.PART if place == 4 else Kind.LABEL)
    for key, names in WORDS.items()
    for place, text in enumerate(names)
]
SMALL = Recipe(dims=32, buckets=1 << 10, batch=16, steps=200)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return train(TEXTS, SMALL)


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "linking" / "weights.npz"
    monkeypatch.setattr(settings, "LINKING_WEIGHTS", path)
    return path


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db
def test_the_starter_vocabulary_trained_twice_gives_the_same_weights_and_a_third_time_nothing_to_learn(
    weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_starter()
    first = train_linker()
    second = train_linker(again=True)
    assert first.fresh and second.fresh
    assert (first.inputs, first.fingerprint) == (second.inputs, second.fingerprint)
    call_command("train_linker")
    said = capsys.readouterr().out
    assert "niets te leren" in said and first.fingerprint in said
    linked = link_title("Forklift operator (m/v) 40 uur")
    assert linked.choices[0].occupation.code == "heftruckchauffeur"
    assert sum(share for _word, share in linked.choices[0].words) == pytest.approx(linked.choices[0].score, abs=1e-4)
    assert [one.text for one in link_titles(["kok", "lasser"])] == ["kok", "lasser"]
    assert [one.skill.code for one in suggest_skills("- initiatief nemen")][:1] == ["initiative"]
    texts = texts_in_use()
    assert not [text for text in texts if not text.text]
    lifting = {text.key for text in texts if text.text == "heftruckchauffeur" and text.kind is Kind.PART}
    assert lifting and all("skill" in key for key in lifting)  # skills are known by who asks them


def test_weights_do_not_depend_on_how_many_threads_compute_them_and_need_no_django(encoder: Encoder) -> None:
    program = (
        "import json, sys; from doorstroom.reference.linking.training import Kind, Recipe, Text, train;"
        "given, recipe = json.load(sys.stdin);"
        "texts = [Text(*one[:3], Kind(one[3])) for one in given];"
        "print('numba' in sys.modules); print(train(texts, Recipe(**recipe)).fingerprint);"
        "print('django' in sys.modules)"
    )
    given = json.dumps([[(text.key, text.text, text.language, text.kind) for text in TEXTS], asdict(SMALL)])
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, input=given, capture_output=True, text=True, env=env, check=True)
    assert found.stdout.split() == ["False", encoder.fingerprint, "False"], "who does not train loads no compiler"


def test_training_in_a_process_of_its_own_gives_the_same_weights_and_tells_how_far_it_is(
    encoder: Encoder, tmp_path: Path
) -> None:
    said: list[str] = []
    path = tmp_path / "new" / "weights.npz"
    assert train_apart(TEXTS, SMALL, path, said.append) == encoder.fingerprint == load(path).fingerprint
    assert said[0].startswith(f"{len(TEXTS)} texts")


def test_a_child_that_cannot_write_its_weights_is_told_to_whoever_asked(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").mkdir()
    with pytest.raises(TrainingFailed, match="code 1"):
        train_apart(TEXTS, SMALL, tmp_path / "weights.npz", print)


def test_occupations_are_learned_by_the_skills_they_ask_and_skills_by_who_asks_them(tmp_path: Path) -> None:
    head = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,description\n"
    (tmp_path / "occupations v1.2.0_nl.csv").write_text(
        head + "Occupation,u:o,7512,bakker,broodbakker,released,Maakt deeg en bakt daar brood van.\n"
    )
    head = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status,inScheme,description\n"
    (tmp_path / "skills v1.2.0_nl.csv").write_text(
        head + "KnowledgeSkillCompetence,u:s,skill,local,brood bakken,brood maken,released,x,Brood in de oven bakken.\n"
    )
    (tmp_path / "occupationSkillRelations v1.2.0.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\nu:o,essential,,u:s\nu:o,optional,,u:t\n"
    )
    occupations, skills = read_texts(sorted(tmp_path.iterdir()))
    assert Text("u:o", "brood bakken", "nl", Kind.PART) in occupations
    assert Text("u:s", "bakker", "nl", Kind.PART) in skills
    assert Text("u:s", "Brood in de oven bakken.", "nl", Kind.DESCRIPTION) in skills
    assert [text.text for text in skills if text.kind is Kind.LABEL] == ["brood bakken", "brood maken"]


def test_another_seed_or_another_word_gives_other_weights(encoder: Encoder) -> None:
    other = train([*TEXTS, Text("bakker", "patissier")], SMALL)
    assert other.inputs != encoder.inputs
    assert other.fingerprint != encoder.fingerprint


def test_names_of_one_concept_come_nearer_to_each_other_than_to_the_rest(encoder: Encoder) -> None:
    vectors = encoder.encode(["hairdresser", "haarstylist", "trucker"])
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)


def test_weights_come_back_from_their_file_and_changed_ones_are_refused(encoder: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    encoder.save(path)
    again = load(path)
    labels = [Label(text.key, text.text, text.language) for text in TEXTS if text.kind is Kind.LABEL]
    assert again.inputs == encoder.inputs
    assert encoder_linker(labels, again).link("tuinvrouw").candidates[0].key == "tuin"
    changed = dict(np.load(path))
    changed["rows"] = changed["rows"] + np.int8(1)
    np.savez(path, **changed)
    with pytest.raises(WrongWeights):
        load(path)
    path.write_bytes(b"PK no weights")
    with pytest.raises(WrongWeights):
        load(path)


@pytest.mark.django_db
def test_broken_weights_are_no_reason_to_understand_nothing(weights: Path, caplog: pytest.LogCaptureFixture) -> None:
    load_starter()
    weights.parent.mkdir()
    weights.write_bytes(b"half a file")
    assert link_title("heftruckchauffeur").band is Band.SURE
    assert "without trained weights" in caplog.text


def put_set(folder: Path) -> Path:
    folder.mkdir()
    (folder / "corpus_elements.tsv").write_text("C1_nl_000\tbakker\nC1_nl_001\tbroodbakker\nC2_nl_000\tkapper\n")
    (folder / "concept_mapping.tsv").write_text("C1_nl_000\tu:1\nC1_nl_001\tu:1\nC2_nl_000\tu:2\n")
    (folder / "queries.tsv").write_text("Q1\tBroodbakker (m/v)\nQ2\tHaarkapster\n")
    (folder / "annotations.tsv").write_text("Q1\t0\tC1_nl_000\t1\nQ1\t0\tC1_nl_001\t1\nQ2\t0\tC2_nl_000\t1\n")
    return folder


def test_evaluating_a_set_of_titles_ends_with_the_line_of_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate_linker", str(put_set(tmp_path / "set")), "--steps", "2")
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "concept mrr 1.000 top1 1.000 top10 1.000 native mrr 1.000"
    assert lines[0].split()[:3] == ["method", "view", "split"]


def test_a_set_that_lacks_a_file_or_a_concept_is_told_to_whoever_gave_it(tmp_path: Path) -> None:
    folder = put_set(tmp_path / "set")
    assert len(read_titles(folder).queries) == 2
    (folder / "concept_mapping.tsv").write_text("C1_nl_000\tu:1\n")
    with pytest.raises(BadSet, match="2 labels have no concept"):
        read_titles(folder)
    (folder / "queries.tsv").unlink()
    with pytest.raises(BadSet):
        read_titles(folder)
