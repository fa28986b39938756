"""What coding costs beside the bare parse of the same sentences: ``PYTHONPATH=tests taskset -c 0 python tests/coding/bench_coding.py``.

The bare parse is spaCy's own (tok2vec, tagger, parser, as fast as docs/decisions/0003-parser.md runs them) with no
memory of words. The coder's parser is made anew for each round and has read other sentences before, not these.
Sentences are the project's own (``training/``), each an article with a day; another file of ``{"text": …}`` lines may
be named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random
from time import process_time

from conftest import plain_article
from detente.commands.marked import read_marked
from detente.parse import Parser
from detente.parse.parser import LONGEST, PIPES, load_model
from detente.pipeline import Pipeline

TRAINING = Path(__file__).parents[2] / "training"
SENTENCES, ROUNDS = 500, 5


def sentences(file: Path | None) -> list[str]:
    if file is not None:
        return [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    texts = [m.text for path in sorted(TRAINING.glob("*.tsv")) for m in read_marked(path)]
    return Random(1).sample(texts, len(texts))


def bench_coding(file: Path | None = None) -> float:
    """Time both in turns; prints seconds of one core and gives the ratio of the best rounds."""
    every = sentences(file)
    texts, others = every[:SENTENCES], [plain_article(text) for text in every[SENTENCES : 2 * SENTENCES]]
    articles = [plain_article(text) for text in texts]
    model, pipeline = load_model(), Pipeline()
    pipes = [model.get_pipe(name) for name in PIPES]
    bare, whole = [], []
    for _ in range(ROUNDS + 1):  # the first is for warming up
        begun = process_time()
        docs = [model.make_doc(text[:LONGEST]) for text in texts]
        for pipe in pipes:
            docs = list(pipe.pipe(docs, batch_size=64))
        bare.append(process_time() - begun)
        pipeline.parser = Parser()
        list(pipeline.parser.parse_all(others))
        begun = process_time()
        reports = sum(len(coded.reports) for coded in pipeline.code_all(articles))
        whole.append(process_time() - begun)
    ratio = min(whole[1:]) / min(bare[1:])
    print(
        f"{len(texts)} sentences, {reports} reports: bare parse {min(bare[1:]):.2f} s, whole coder {min(whole[1:]):.2f} s, "
        f"ratio {ratio:.2f}"
    )
    return ratio


if __name__ == "__main__":
    bench_coding(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
