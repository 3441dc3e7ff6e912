"""The `qmgr` command: claims, reports, experiments, metrics, and what is installed."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from proofs import terminal
    from proofs.checker.registry import Entry
    from proofs.checker.selection import Filter
    from proofs.checker.session import Session
    from proofs.checker.sources import Sources

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Select = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SELECT]...",
        help="Keys (vanchurin:3.9), sections (vanchurin:3), numbers where unique (3.9), errata, or "
        "a folder or file of your own claims; default: all papers.",
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of all randomness.")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes; 0 means one per core.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
Latex = Annotated[bool, typer.Option("--latex", help="Formulas as LaTeX.")]
Own = Annotated[Path | None, typer.Option(help="Folder of your own claims.")]
OfVerdict = Annotated[str, typer.Option("--verdict", help="Only claims with this verdict last.")]
OfKind = Annotated[
    str, typer.Option("--kind", help="Only definition, postulate, result or approximation.")
]
OfSection = Annotated[str, typer.Option("--section", help="Only this section of a paper.")]
OfWords = Annotated[str, typer.Option("--words", help="Only formula, sentence or reading.")]
OfText = Annotated[
    str, typer.Option("--text", help="Only claims that say this in title, formula or reading.")
]
INTERRUPTED = 130


def _examples(*lines: str) -> str:
    """The end of a help text."""
    return "\n\n".join(["Examples:", *lines])


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"qmgr {version('qmgr')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Put the equations of theoretical-physics papers to the test, one at a time."""


@app.command(
    "list",
    epilog=_examples(
        "qmgr list vanchurin:3",
        "qmgr list --verdict corrected --section 8",
        "qmgr list --text 'free energy'",
    ),
)
def list_claims(
    select: Select = None,
    verdict: OfVerdict = "",
    kind: OfKind = "",
    section: OfSection = "",
    words: OfWords = "",
    text: OfText = "",
) -> None:
    """List claims with kind, title, last verdict, and what it stands on."""
    from proofs import terminal
    from proofs.checker import cache
    from proofs.checker.breaks.stored import known
    from proofs.checker.dependence import last_said
    from proofs.checker.errors import UsageError
    from proofs.checker.options import Options
    from proofs.checker.standing import below, standing_of

    read = cache.sources()
    entries, keys = _select(select, read)
    cards = {key: entry.card for key, entry in entries.items()}
    needed = set(keys).union(*(below(key, cards) for key in keys))
    shown = [key for key in entries if key in needed]
    said = last_said(entries, shown, Options(), read, known(entries))
    verdicts = {key: found.verdict for key, found in said.items()}
    wanted = _filter(verdict, kind, section, words, text)
    keys = [key for key in keys if wanted.admits(entries[key], verdicts.get(key))]
    if not keys:
        raise UsageError("selection must hold at least one claim, but nothing fits all options")
    out = terminal.console()
    for key in keys:
        standing = standing_of(key, cards, verdicts)
        line = terminal.list_line(key, cards[key].kind, cards[key].title, said.get(key), standing)
        out.print(line, markup=False)


@app.command(
    epilog=_examples(
        "qmgr check vanchurin:3.9",
        "qmgr check --kind postulate --json record.json",
        "qmgr check ./my-claims/",
    )
)
def check(
    select: Select = None,
    json: Annotated[Path | None, typer.Option(help="Write the record to this file.")] = None,
    jobs: Jobs = 0,
    seed: Seed = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Use no kept result.")] = False,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Stop at the first difference.")
    ] = False,
    limit: Annotated[
        float | None,
        typer.Option(min=0, help="Seconds that a claim may take; default: ten minutes."),
    ] = None,
    verdict: OfVerdict = "",
    kind: OfKind = "",
    section: OfSection = "",
    words: OfWords = "",
    text: OfText = "",
    folder: Own = None,
    debug: Debug = False,
) -> None:
    """Run claims and compare each verdict with the one pinned in its file.

    Exit code 0: all as pinned; 1: a verdict differs; 2: usage or unreadable input; 3: conflict or
    crash; 130: interrupted.
    """
    from proofs.checker import record as records

    session = _session(
        select, jobs=jobs, seed=seed, fresh=fresh, limit=limit, own=folder,
        wanted=_filter(verdict, kind, section, words, text),
    )  # fmt: skip
    if json is not None:
        _writable(json)
    interrupted = _run(session, fail_fast=fail_fast, debug=debug)
    record = session.record()
    if json is not None:
        records.write(record, json)
    _errata_table(session)
    raise typer.Exit(INTERRUPTED if interrupted else _exit_code(record, session.results))


def _errata_table(session: Session) -> None:
    """What was found of the errata that come with the project, by kind and by field."""
    from proofs.text_claims.loading import COLLECTION

    inside = [k for k in session.keys if session.entries[k].folder == COLLECTION.resolve()]
    if len(inside) < 2:
        return
    from proofs.text_claims.loading import fields_of
    from proofs.text_claims.table import lines, rows

    entries = fields_of(COLLECTION)
    for by in ("kind", "field"):
        typer.echo(f"\nwrong forms found, right forms proved, by {by}")
        for line in lines(rows(entries, session.results, by)):
            typer.echo(line)


@app.command(epilog=_examples("qmgr mutate vanchurin:3.9 --verbose", "qmgr mutate --sample 5"))
def mutate(
    select: Select = None,
    jobs: Jobs = 2,
    fresh: Annotated[bool, typer.Option("--fresh", help="Break again what has a result.")] = False,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="Break so many claims again, drawn at random, and compare."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the drawing.")] = 0,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="List every break that passed.")
    ] = False,
) -> None:
    """Break the code of the arms, one error at a time: does the evidence change?

    Each claim is checked first. Results are kept in the paper's breaks.json; claims whose code is
    the same are not broken again. Exit code 1: an arm notices less than half of its breaks, or a
    result of the sample differs from the one kept.
    """
    from proofs import mutation, terminal
    from proofs.checker.breaks.campaign import Campaign
    from proofs.checker.errors import UsageError

    session = _session(select, jobs=jobs, seed=0)
    if _run(session, quiet=True):
        raise typer.Exit(INTERRUPTED)
    campaign = Campaign(
        session.entries, session.keys, session.verdicts(), session.options, session.jobs
    )
    out = terminal.console()
    differing: list[str] = []
    interrupted = False
    shown = mutation.Breaking(out, sample or len(session.keys), session.claims)
    try:
        with shown:
            if sample is None:
                campaign.run(shown, session.sources, fresh=fresh)
            else:
                differing = campaign.again(shown, session.sources, sample, seed)
    except ValueError as error:
        raise UsageError(str(error)) from error
    except KeyboardInterrupt:
        interrupted = True
        finished = len(campaign.results)
        typer.echo(f"interrupted: {finished} of {len(session.keys)} claims finished", err=True)
    results, hollow = campaign.results, campaign.hollow()
    if out.is_terminal:
        out.print(mutation.breaks_table(results, session.keys, hollow))
    lines = mutation.survivors_text(results, session.keys) if verbose else []
    lines += [*mutation.hollow_text(results, hollow), *differing, mutation.summary(results)]
    for line in lines:
        out.print(line, markup=False)
    for key, reason in campaign.failures.items():
        typer.echo(f"{key} was not broken: {reason}", err=True)
    if campaign.trouble:
        typer.echo(f"warning: {campaign.trouble}", err=True)
    if interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(3 if campaign.failures else int(bool(differing or hollow)))


@app.command(epilog=_examples("qmgr show vanchurin:3.9", "qmgr show 3.9 --latex"))
def show(
    key: Annotated[str, typer.Argument(help="One claim key, or a number where it is unique.")],
    folder: Own = None,
    latex: Latex = False,
    seed: Seed = 0,
) -> None:
    """Show one claim: verdict, premises, steps, links, evidence, breaks, and what it rests on."""
    from proofs import terminal
    from proofs.show import show_claim

    session = _session([key], jobs=0, seed=seed, only=key, own=folder)
    if _run(session, quiet=True):
        raise typer.Exit(INTERRUPTED)
    (key,) = session.keys
    show_claim(session.entry(key), terminal.console(), latex=latex)


@app.command(
    epilog=_examples("qmgr derive vanchurin:3.9", "qmgr derive 3.9 --notebook euler.ipynb")
)
def derive(
    key: Annotated[str, typer.Argument(help="One claim key, or a number where it is unique.")],
    folder: Own = None,
    latex: Latex = False,
    notebook: Annotated[
        Path | None, typer.Option(help="Write a Jupyter notebook that runs it (.ipynb).")
    ] = None,
    seed: Seed = 0,
) -> None:
    """Print the derivation of a claim, step by step."""
    from proofs.checker.errors import UsageError
    from proofs.derivation import as_notebook, as_text
    from proofs.files import write_atomically

    if notebook is not None and notebook.suffix != ".ipynb":
        raise UsageError(f"notebook must end in .ipynb, but is {notebook.name}")
    session = _session([key], jobs=0, seed=seed, only=key, own=folder)
    if notebook is not None:
        _writable(notebook)
    if _run(session, quiet=True):
        raise typer.Exit(INTERRUPTED)
    (key,) = session.keys
    claim = session.entry(key)
    if notebook is None:
        typer.echo(as_text(claim, latex=latex))
        return
    write_atomically(notebook, as_notebook(claim))
    typer.echo(notebook)


@app.command(
    epilog=_examples(
        "qmgr report -o report", "qmgr report vanchurin -o report", "qmgr report --site -o site"
    )
)
def report(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write to.")],
    select: Select = None,
    site: Annotated[
        bool, typer.Option("--site", help="Write a web site, a page a claim, in place of these.")
    ] = False,
    jobs: Jobs = 0,
    seed: Seed = 0,
    debug: Debug = False,
) -> None:
    """Write LaTeX, PDF (where a TeX engine is found), HTML, JSON and figures to a folder."""
    from proofs.checker import record as records
    from proofs.checker.errors import UsageError
    from proofs.checker.experiment import load_experiments, run_experiment
    from proofs.checker.options import Options
    from proofs.report import write_report

    session = _session(select, jobs=jobs, seed=seed)
    _writable(output / "report.tex")
    if _run(session, debug=debug):
        raise typer.Exit(INTERRUPTED)
    record = session.record()
    if site:
        from proofs.report.site import write_site

        try:
            write_site(record, output)
        except OSError as error:
            raise UsageError(str(error)) from error
        typer.echo(output / "index.html")
        raise typer.Exit(_exit_code(record, session.results))
    names = list(load_experiments()) if not select else []
    record["experiments"] = []
    for name in names:
        with _watched(f"experiment {name}") as progress:
            outcome = run_experiment(name, Options(seed=seed), progress=progress)
        record["experiments"].append(outcome.record)
    records.validate(record)
    typer.echo("writing the report", err=True)
    try:
        written = write_report(record, output)
    except OSError as error:
        raise UsageError(str(error)) from error
    for path in written.paths:
        typer.echo(path)
    if written.missing:
        typer.echo(written.missing, err=True)
    raise typer.Exit(_exit_code(record, session.results))


@app.command(epilog=_examples("qmgr errata vanchurin", "qmgr errata vanchurin -o letter"))
def errata(
    paper: Annotated[str, typer.Argument(help="A paper, such as vanchurin.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder for Markdown, HTML, LaTeX and PDF."),
    ] = None,
    jobs: Jobs = 0,
    seed: Seed = 0,
) -> None:
    """Write an errata letter on one paper: two to four pages for its author.

    Without a folder it is printed as Markdown.
    """
    from proofs.checker.errors import UsageError
    from proofs.report.letter import to_markdown, write_letter

    session = _session([paper], jobs=jobs, seed=seed)
    papers = sorted({key.split(":")[0] for key in session.keys})
    if papers != [paper]:
        raise UsageError(f"paper must be the first part of keys, but is {paper!r}")
    if output is not None:
        _writable(output / "errata.md")
    if _run(session, quiet=True):
        raise typer.Exit(INTERRUPTED)
    record = session.record()
    if output is None:
        typer.echo(to_markdown(record))
        return
    try:
        paths, missing = write_letter(record, output)
    except OSError as error:
        raise UsageError(str(error)) from error
    for path in paths:
        typer.echo(path)
    if missing:
        typer.echo(missing, err=True)


@app.command(epilog=_examples("qmgr graph vanchurin:8 -o section8.svg"))
def graph(
    output: Annotated[Path, typer.Option("-o", "--output", help="File .svg, .pdf or .png.")],
    select: Select = None,
    jobs: Jobs = 0,
    seed: Seed = 0,
) -> None:
    """Draw which claim is derived from which."""
    from proofs.checker.errors import UsageError
    from proofs.report import draw_graph

    if output.suffix not in (".svg", ".pdf", ".png"):
        raise UsageError(f"graph file must end in .svg, .pdf or .png, but is {output.name}")
    session = _session(select, jobs=jobs, seed=seed)
    _writable(output)
    if _run(session, quiet=True):
        raise typer.Exit(INTERRUPTED)
    draw_graph(session.record(), output)
    typer.echo(output)


@app.command(epilog=_examples("qmgr explain vanchurin:3.9"))
def explain(
    key: Annotated[str, typer.Argument(help="One claim key.")],
    folder: Own = None,
    seed: Seed = 0,
) -> None:
    """Say why a claim would be re-run, or why it is blocked."""
    from proofs.checker import cache
    from proofs.checker.dependence import last_verdicts, made_from
    from proofs.checker.graph import missing_premises

    session = _session([key], jobs=1, seed=seed, only=key, own=folder)
    (key,) = session.keys
    missing = missing_premises(key, session.graph)
    if missing:
        typer.echo(f"{key} is blocked: premise {', '.join(missing)} is in no claim file")
        return
    entries = session.entries
    verdicts = last_verdicts(
        entries, session.needed, session.options, session.sources, session.breaks
    )
    first = [p for p in entries[key].card.premises if p not in verdicts]
    if first:
        typer.echo(f"{key} would be run: so would its premise {', '.join(first)}")
        return
    own = session.breaks.get(key)
    wanted = made_from(key, entries, verdicts, session.options, session.sources, own)
    changes = cache.changes(key, wanted)
    if changes is None:
        typer.echo(f"{key} would be run: no result is kept in {cache.folder()}")
    elif changes:
        typer.echo(f"{key} would be run again: changed are {', '.join(changes)}")
    else:
        typer.echo(f"{key} would not be run: nothing it depends on has changed")


@app.command(
    epilog=_examples(
        "qmgr experiment list",
        "qmgr experiment spacetime --help",
        "qmgr experiment spacetime -o results",
    ),
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def experiment(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the experiment; 'list' lists them.")] = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write to.")] = Path("."),
    seed: Seed = 0,
    explained: Annotated[
        bool, typer.Option("--help", help="Show this, or with NAME the options it takes.")
    ] = False,
) -> None:
    """Run a numeric experiment: data (JSON, NPZ), figures (SVG), summary.

    What `qmgr experiment NAME --help` names can be given as further options.
    """
    import json

    from proofs.checker.experiment import find_experiment, load_experiments, run_experiment
    from proofs.checker.options import Options
    from proofs.files import write_arrays, write_atomically
    from proofs.report import draw_experiment
    from proofs.terminal import folded

    if not name:
        typer.echo(context.get_help())
        raise typer.Exit(0 if explained else 2)
    if name == "list":
        for known, (found, _) in load_experiments().items():
            typer.echo(f"{known:<24} {found.title}")
        return
    if explained:
        for line in find_experiment(name)[0].describe():
            typer.echo(folded(line))
        typer.echo("  -o FOLDER, --seed N: where to write, seed of all randomness")
        return
    _writable(output / f"{name}.json")
    with _watched(f"experiment {name}") as progress:
        outcome = run_experiment(name, Options(seed=seed), context.args, progress)
    record = outcome.record
    write_atomically(output / f"{name}.json", json.dumps(record, indent=1) + "\n")
    draw_experiment(record, output / f"{name}.svg")
    if outcome.arrays:
        write_arrays(output / f"{name}.npz", outcome.arrays)
    typer.echo(record["summary"])
    for key, value in record["numbers"].items():
        typer.echo(f"{key} = {value:.6g}")
    for suffix in ("json", "svg", "npz")[: 3 if outcome.arrays else 2]:
        typer.echo(output / f"{name}.{suffix}")


@app.command(
    epilog=_examples("qmgr metric schwarzschild.toml", "qmgr metric schwarzschild.toml -o report")
)
def metric(
    source: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="TOML file, see docs/user-metrics.md.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the report.")
    ] = None,
    limit: Annotated[
        float | None, typer.Option(min=0, help="Stop after so many seconds; default: never.")
    ] = None,
    only: Annotated[
        str, typer.Option(help="Stages, with commas, such as geodesic or weyl,killing.")
    ] = "",
    component: Annotated[
        str | None, typer.Option(help='One component by its name, such as "Gamma^t_{t r}".')
    ] = None,
    code: Annotated[
        str | None, typer.Option(help="Also write results as code: latex or numpy.")
    ] = None,
    solve: Annotated[
        bool, typer.Option("--solve", help="Field equations of the ansatz, solved if possible.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Print curvature and a geodesic of a metric, your own or a known one; write a report."""
    from proofs.user_metric.apart import UnfinishedError, apart
    from proofs.user_metric.command import examine
    from proofs.user_metric.found import wanted_of

    wanted = wanted_of(only, component, code, solve)
    if output is not None:
        _writable(output / "report.tex")
    try:
        for line in examine(
            source, output, lambda name, what: apart(name, what, limit, _note), wanted
        ):
            typer.echo(line)
    except UnfinishedError as stop:
        what = "printed" if output is None else "printed and written"
        typer.echo(f"{stop}; what was found before is {what}", err=True)
        raise typer.Exit(INTERRUPTED if stop.interrupted else 1) from None
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None


@app.command(epilog=_examples("qmgr read paper.tex -o my-claims"))
def read(
    source: Annotated[Path, typer.Argument(help="A LaTeX source, or text with $$ displays.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder of claims to write to.")],
    table: Annotated[
        Path | None, typer.Option(help="TOML file that says what the letters mean.")
    ] = None,
) -> None:
    """Write text claims of the displayed equations of a paper; see docs/text-claims.md."""
    from proofs.latex_source.written import read_source

    _writable(output / "claims.toml")
    done = read_source(source, output, table)
    typer.echo(
        f"{done.found} displayed equations: {done.read} read, {done.claims} became claims, "
        f"{done.found - done.read} left as comments with the reason"
    )
    typer.echo(done.path)


@app.command(epilog=_examples("qmgr new mypaper:1.2 --folder my-claims"))
def new(
    key: Annotated[str, typer.Argument(help="Key of the claim, such as mypaper:1.2.")],
    folder: Annotated[Path, typer.Option(help="Folder of claims.")] = Path("."),
) -> None:
    """Scaffold a claim file that runs as it stands."""
    from proofs.scaffold import scaffold

    typer.echo(scaffold(key, folder))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and how to get it."""
    from proofs.doctor import examine

    for line in examine():
        typer.echo(line)


def main() -> None:
    """Run the command; errors of the user's are one sentence and exit code 2."""
    debug = "--debug" in sys.argv
    try:
        app()
    except Exception as error:
        from proofs.checker.errors import UsageError

        if debug:
            traceback.print_exc()
        if isinstance(error, UsageError):
            typer.echo(f"qmgr: {error}", err=True)
            sys.exit(2)
        typer.echo(f"qmgr: {type(error).__name__}: {error} (--debug shows where)", err=True)
        sys.exit(3)


def _filter(verdict: str, kind: str, section: str, words: str, text: str) -> Filter:
    """What is wanted of claims; raises UsageError for a word that none can have."""
    from proofs.checker.errors import UsageError
    from proofs.checker.selection import KINDS, VERDICTS, WORDS, Filter

    for name, given, known in (
        ("verdict", verdict, VERDICTS), ("kind", kind, KINDS), ("words", words, WORDS)
    ):  # fmt: skip
        if given and given not in known:
            raise UsageError(f"{name} must be one of {', '.join(known)}, but is {given!r}")
    return Filter(verdict, kind, section, words, text)


def _entries(
    words: Sequence[str] | None, read: Sources | None = None
) -> tuple[dict[str, Entry], list[str], list[Path]]:
    """All claims, the words that are no folders, and the folders."""
    from proofs.checker.registry import load
    from proofs.text_claims.loading import COLLECTION

    own = [Path(w) for w in words or () if _is_path(w)]
    names = [w for w in words or () if Path(w) not in own]
    shipped = [COLLECTION] if any(w.split(":")[0] == COLLECTION.name for w in names) else []
    return load([*own, *shipped], read), names, own


def _select(
    words: Sequence[str] | None, read: Sources | None = None
) -> tuple[dict[str, Entry], list[str]]:
    from proofs.checker.selection import select

    entries, names, own = _entries(words, read)
    return entries, select(entries, names, own)


def _is_path(word: str) -> bool:
    return os.sep in word or word.endswith(".toml") or Path(word).is_dir()


def _session(
    words: Sequence[str] | None,
    *,
    jobs: int,
    seed: int,
    fresh: bool = False,
    limit: float | None = None,
    only: str | None = None,
    own: Path | None = None,
    wanted: Filter | None = None,
) -> Session:
    from proofs.checker import cache
    from proofs.checker.breaks.stored import known
    from proofs.checker.dependence import last_verdicts
    from proofs.checker.errors import UsageError
    from proofs.checker.options import Options
    from proofs.checker.selection import Filter, find, select
    from proofs.checker.session import LIMIT, Session

    read = cache.sources()
    folder = [f"{own}{os.sep}"] if own else []
    if only is not None:
        entries, _, _ = _entries(folder, read)
        keys = [find(entries, only)]
    elif own is not None and words:
        entries, _, _ = _entries(folder, read)
        keys = select(entries, words, [])
    else:
        entries, keys = _select([*(words or ()), *folder], read)
    if wanted is not None and wanted != Filter():
        verdicts = last_verdicts(entries, list(entries), Options(seed=seed), read, known(entries))
        keys = [key for key in keys if wanted.admits(entries[key], verdicts.get(key))]
        if not keys:
            raise UsageError("selection must hold at least one claim, but nothing fits all options")
    return Session(
        entries,
        keys,
        Options(seed=seed),
        jobs or os.cpu_count() or 1,
        fresh,
        LIMIT if limit is None else limit,
        breaks=known(entries),
        sources=read,
    )


def _run(
    session: Session, *, fail_fast: bool = False, debug: bool = False, quiet: bool = False
) -> bool:
    """Check, showing progress and the table; returns whether it was interrupted."""
    from proofs import terminal

    out = terminal.console()
    reporter = terminal.Reporter(out, [] if quiet else session.keys, session.entry)
    interrupted = False
    with reporter:
        reporter.expect(len(session.needed))
        try:
            session.check(reporter, fail_fast=fail_fast)
        except KeyboardInterrupt:
            interrupted = True
    if interrupted:
        typer.echo(
            f"interrupted: {len(session.results)} of {len(session.needed)} claims "
            "finished and kept",
            err=True,
        )
    if not quiet:
        record = session.record()
        if out.is_terminal:
            out.print(terminal.verdict_table(record))
        out.print(terminal.summary(record), markup=False)
    if session.cache_trouble:
        typer.echo(f"warning: {session.cache_trouble}", err=True)
    if debug:
        for key, trace in session.traces.items():
            typer.echo(f"{key}:\n{trace}", err=True)
    return interrupted


@contextmanager
def _watched(what: str) -> Iterator[terminal.Working]:
    """Show the progress of long work; Ctrl-C is one line and its exit code."""
    from proofs import terminal

    try:
        with terminal.Working(what) as progress:
            yield progress
    except KeyboardInterrupt:
        typer.echo(
            f"interrupted: {what} was not finished; the same command goes on from its last "
            "checkpoint, where it keeps any",
            err=True,
        )
        raise typer.Exit(INTERRUPTED) from None


def _note(line: str) -> None:
    typer.echo(line, err=True)


def _exit_code(record: dict[str, Any], results: dict[str, Any]) -> int:
    if any(r["verdict"] in ("conflict", "error") for r in results.values()):
        return 3
    return 1 if any(claim["pins"] for claim in record["claims"]) else 0


def _writable(path: Path) -> None:
    """Raise UsageError, before anything is run, when `path` could not be written."""
    from proofs.checker.errors import UsageError

    folder = path.parent
    existing = next(p for p in [folder, *folder.absolute().parents] if p.exists())
    if path.is_dir() or not existing.is_dir() or not os.access(existing, os.W_OK):
        raise UsageError(f"output must be writable, but {path} is not")


if __name__ == "__main__":
    main()
