"""The line from a file to a result, one stage under the other. No stage calls back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planforge import resources, scoring
from planforge.config import CUSTOMER, LANGUAGES, VARIANTS, Config
from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.errors import ConfigError, InputError
from planforge.model.business import Business, BusinessCuts
from planforge.model.disclosure import customer_safe
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Scorecard
from planforge.office.cache import CodeShelf, Store, open_store
from planforge.rules import check_for_customer, compare_with_last, run_rules
from planforge.spec.load import load_spec
from planforge.workbook.bind import bind
from planforge.workbook.read import read_workbook
from planforge.workbook.seen import with_seen

if TYPE_CHECKING:
    from planforge.office import CompiledTemplate, Rendered
    from planforge.office.rich import Picture, Text
    from planforge.office.xlsx import RenderedWorkbook
    from planforge.portfolio import AccountRows, PortfolioContext
    from planforge.review import Catalogue, ReviewContext
    from planforge.scoring import ScorecardPolicy

WORKBOOK_SPEC = "xlsx/account-plan/workbook.toml"
"""Where the spec of plan workbooks stands below `templates/`."""

SCORECARD = "xlsx/account-plan/scorecard.toml"
"""Where the scoring policy stands below `templates/`."""

DECK_TEMPLATE = "pptx/account-review/account-review.pptx"
"""Where the tagged review deck stands below `templates/`."""

DECK_TEXTS = "pptx/account-review/texts"
"""Where the texts of the review deck stand below `templates/`; a folder of templates may have a deck of its own without them."""

_EDITIONS = (
    DECK_TEMPLATE,
    "pptx/account-review/account-page.pptx",
    "pptx/account-review/short-review.pptx",
    "pptx/account-review/customer-review.pptx",
)
DECK_TEMPLATES: Mapping[str, str] = MappingProxyType(dict(zip(VARIANTS, _EDITIONS, strict=True)))
"""Where the template of each edition of the review deck stands below `templates/`."""

PORTFOLIO_TEMPLATE = "xlsx/portfolio/portfolio.xlsx"
"""Where the tagged consolidated workbook stands below `templates/`."""

PORTFOLIO_TEXTS = "xlsx/portfolio/texts.toml"
"""Where the words of the consolidated workbook stand below `templates/`."""

OtherAccount = tuple[str, float | None, float | None]
"""Another account's name, relative strength and attractiveness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioLines:
    """What divides high from low when plans are read together.

    Attributes:
        attractiveness: mean attractiveness of the accounts; None while too few of them are rated.
        business: from where revenue, net income and potential are high, by upper-case currency.
    """

    attractiveness: float | None = None
    business: Mapping[str, BusinessCuts]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A plan as read, and the report of everything that is wrong with it."""

    plan: AccountPlan
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreResult:
    """A checked plan with its scores, and the plan of the last review when one was given."""

    plan: AccountPlan
    report: Report
    scorecard: Scorecard
    previous: AccountPlan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """A scored plan and everything its deck shows."""

    plan: AccountPlan
    report: Report
    scorecard: Scorecard
    context: ReviewContext


def check_plan(path: Path, config: Config, as_of: date | None = None) -> CheckResult:
    """Reads a plan workbook, binds it to the spec and runs every rule.

    Args:
        path: the workbook.
        config: rule selection, thresholds and the folder of the company's own templates.
        as_of: the day to check for; without it the plan's own as-of date.

    Raises:
        InputError: the file cannot be read, or is no plan workbook.
        SpecError: the workbook spec or the scorecard is wrong.
        ConfigError: the settings name an unknown rule or threshold.
    """
    spec = load_spec(resources.template(WORKBOOK_SPEC, config.templates))
    raw = read_workbook(path)
    binding = bind(raw, spec)
    plan = binding.plan
    found = run_rules(plan, as_of=as_of or plan.as_of, policy=config.rules, limits=scoring_policy(config).limits)
    findings = (*_under_policy(binding.findings, config.rules), *found)
    if _reads_chinese(plan, config):
        findings = with_seen(findings, plan, spec, "zh", raw)
    return CheckResult(plan=plan, report=Report.of(plan.source, findings, [sheet.name for sheet in raw.sheets]))


def _reads_chinese(plan: AccountPlan, config: Config) -> bool:
    """True when whoever reads about the plan reads Chinese sentences, which name the rule and need what stands at its cell."""
    return deck_language(plan, config) == "zh"


def _under_policy(findings: Iterable[Finding], policy: Mapping[str, str]) -> Iterable[Finding]:
    """The findings of reading with the severities a company has chosen; a code goes before its family."""
    for finding in findings:
        level = policy.get(finding.code, policy.get(finding.code[:2]))
        if level is None:
            yield finding
        elif level != "off":
            yield replace(finding, severity=Severity(level))


def score_plan(path: Path, config: Config, as_of: date | None = None, previous: Path | None = None) -> ScoreResult:
    """Checks a plan workbook and computes every score.

    Args:
        path: the workbook.
        config: as for `check_plan`; the thresholds also replace values of scorecard.toml.
        as_of: the day to score for; without it the plan's own as-of date.
        previous: the same account's workbook at the last review.

    Raises:
        InputError: a file cannot be read, or the previous plan is of another account.
        SpecError: the workbook spec or the scorecard is wrong.
        ConfigError: the settings name an unknown rule or threshold.
    """
    scoring_policy(config)
    checked = check_plan(path, config, as_of)
    before = previous_plan(checked.plan, previous, config) if previous else None
    return score_checked(checked, config, as_of, before)


def score_checked(
    checked: CheckResult,
    config: Config,
    as_of: date | None = None,
    previous: AccountPlan | None = None,
    lines: PortfolioLines | None = None,
) -> ScoreResult:
    """The scores of a plan that was checked before; see `score_plan` and `review_checked` for the arguments."""
    policy, report, day = scoring_policy(config), checked.report, as_of or checked.plan.as_of
    if previous is not None:
        moved = compare_with_last(checked.plan, previous, as_of=day, limits=policy.limits, policy=config.rules)
        if _reads_chinese(checked.plan, config):
            spec = load_spec(resources.template(WORKBOOK_SPEC, config.templates))
            moved = with_seen(moved, checked.plan, spec, "zh")
        report = Report.of(report.source, (*report.findings, *moved), report.sheets)
    scorecard = scoring.score_plan(
        checked.plan,
        as_of=day,
        findings=report.findings,
        policy=policy,
        previous=previous,
        portfolio_average=lines.attractiveness if lines else None,
        cuts=lines.business if lines else None,
    )
    return ScoreResult(plan=checked.plan, report=report, scorecard=scorecard, previous=previous)


def scoring_policy(config: Config) -> ScorecardPolicy:
    """The scoring policy with the thresholds of the settings; read once per process as long as the file does not change.

    Raises:
        SpecError: the scorecard is wrong.
        ConfigError: a threshold is unknown.
    """
    path = resources.template(SCORECARD, config.templates)
    return _policy(path, path.stat().st_mtime_ns, _Thresholds(repr(sorted(config.thresholds.items())), config.thresholds))


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Thresholds as a key of a cache: the text stands for the values, which cannot be hashed."""

    text: str
    values: Mapping[str, Any] = field(compare=False)


@lru_cache(maxsize=4)
def _policy(path: Path, _modified: int, thresholds: _Thresholds) -> ScorecardPolicy:
    return scoring.load_policy(path, thresholds.values)


def portfolio_lines(accounts: Iterable[tuple[float | None, Business]], config: Config) -> PortfolioLines:
    """What divides high from low among the attractiveness and business of accounts read together, each account once."""
    found, policy = list(accounts), scoring_policy(config)
    return PortfolioLines(
        attractiveness=scoring.portfolio_average((attractiveness for attractiveness, _ in found), policy),
        business=scoring.cuts_between((business for _, business in found), policy),
    )


def previous_plan(plan: AccountPlan, path: Path, config: Config) -> AccountPlan:
    """The plan of a workbook that somebody names as the last review's.

    Raises:
        InputError: the file cannot be read, or is a plan of another account.
    """
    found = check_plan(path, config).plan
    if not same_account(plan, found):
        raise InputError(f"{path.name} is a plan of {found.name}, not of {plan.name}.", "Give the last plan of the same account.")
    return found


def same_account(plan: AccountPlan, other: AccountPlan) -> bool:
    """False when both plans have an account id and the ids differ."""
    ours, theirs = plan.cover.account_id, other.cover.account_id
    return not (ours and theirs) or ours == theirs


def previous_beside(path: Path, plan: AccountPlan) -> Path | None:
    """The workbook of the last review, when the plan's cover names it and it lies in the plan's folder."""
    name = Path((plan.cover.last_review_file or "").replace("\\", "/")).name
    beside = path.parent / name
    return beside if name and name != path.name and beside.is_file() else None


def place_in_portfolio(results: Sequence[ScoreResult], config: Config) -> tuple[ScoreResult, ...]:
    """The results with position and business taken against what divides the accounts read together.

    Of several plans of an account the latest counts; the older ones are unchanged.
    """
    policy, latest = scoring_policy(config), _latest(results)
    lines = portfolio_lines(((r.scorecard.position.attractiveness.value, r.scorecard.selection.business) for r in latest.values()), config)

    def placed(result: ScoreResult) -> ScoreResult:
        card = scoring.place(result.scorecard, result.plan, policy, result.previous, lines.attractiveness, lines.business)
        return replace(result, scorecard=card)

    return tuple(placed(result) if id(result) in latest else result for result in results)


def _latest(results: Iterable[ScoreResult]) -> dict[int, ScoreResult]:
    """The latest plan of every account, by object id."""
    chosen: dict[str, ScoreResult] = {}
    for result in results:
        account = (result.plan.cover.account_id or result.plan.name).strip().casefold()
        other = chosen.get(account)
        if other is None or _age(other) < _age(result):
            chosen[account] = result
    return {id(result): result for result in chosen.values()}


def _age(result: ScoreResult) -> tuple[date, str]:
    return (result.scorecard.as_of or date.min, result.plan.source.name)


def review_plan(
    path: Path,
    config: Config,
    as_of: date | None = None,
    previous: Path | None = None,
    lines: PortfolioLines | None = None,
    others: Sequence[OtherAccount] = (),
) -> ReviewResult:
    """Checks and scores a plan workbook and composes what its review deck shows; see `review_checked`.

    Args:
        path: the workbook.
        previous: the same account's workbook at the last review.

    Raises:
        InputError: a file cannot be read, or the previous plan is of another account.
        SpecError, ConfigError, TemplateError: spec, settings or texts are wrong.
    """
    checked = check_plan(path, config, as_of)
    before = previous_plan(checked.plan, previous, config) if previous else None
    return review_checked(checked, config, as_of, before, lines, others)


def review_checked(
    checked: CheckResult,
    config: Config,
    as_of: date | None = None,
    previous: AccountPlan | None = None,
    lines: PortfolioLines | None = None,
    others: Sequence[OtherAccount] = (),
) -> ReviewResult:
    """Scores a plan that was checked before and composes what its review deck shows.

    Args:
        checked: the plan and its report.
        config: as for `score_plan`; also language, company and confidentiality.
        as_of: the day to review for, the same as for the check; without it the plan's own as-of date.
        previous: the same account's plan at the last review.
        lines: what divides high from low, when many plans are reviewed together.
        others: the other accounts' places; those without are left out.

    Raises:
        SpecError, ConfigError, TemplateError: spec, settings or texts are wrong.
    """
    return review_scored(score_checked(checked, config, as_of, previous, lines), config, others)


def review_scored(scored: ScoreResult, config: Config, others: Sequence[OtherAccount] = (), *, for_customer: bool = False) -> ReviewResult:
    """Composes what the review deck of a scored plan shows; see `review_checked` and `review_for_customer`."""
    from planforge import __version__
    from planforge.review import PreviousReview, compose
    from planforge.review.catalogue import save_code
    from planforge.review.context_assessment import PositionMark

    use_fonts(config.fonts)
    policy, previous = scoring_policy(config), scored.previous
    before = None
    if previous is not None:
        then = scoring.score_plan(previous, as_of=previous.as_of, findings=(), policy=policy)
        before = PreviousReview(plan=previous, scorecard=then)
    context = compose(
        scored.plan,
        scored.scorecard,
        scored.report,
        language=deck_language(scored.plan, config),
        texts=catalogue(config),
        policy=policy.named(),
        company=config.company,
        confidentiality=config.confidentiality,
        previous=before,
        others=[PositionMark(name=n, strength=s, attractiveness=a) for n, s, a in others if s is not None and a is not None],
        version=f"PlanForge {__version__}",
        for_customer=for_customer,
        with_appendix=config.appendix,
    )
    save_code()
    if config.logo is not None:
        context = replace(context, deck=replace(context.deck, logo=_logo(config.logo)))
    return ReviewResult(plan=scored.plan, report=scored.report, scorecard=scored.scorecard, context=context)


@lru_cache(maxsize=1)
def _logo(path: Path) -> Picture:
    """The picture that the settings name, read once per process.

    Raises:
        ConfigError: it cannot be read.
    """
    from planforge.office.pptx.images import MOST_BYTES
    from planforge.office.rich import Picture

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"The logo {path.name} cannot be read.", error.strerror or "") from error
    return Picture(data, path.name)


def review_for_customer(checked: CheckResult, config: Config, as_of: date | None = None) -> ReviewResult:
    """Composes the customer's edition: from a plan without anything internal, without findings and without the last review.

    Raises:
        SpecError, ConfigError, TemplateError: spec, settings or texts are wrong.
    """
    safe = replace(checked, plan=customer_safe(checked.plan), report=replace(checked.report, findings=()))
    return review_scored(score_checked(safe, config, as_of), config, for_customer=True)


def told_to_customer(plan: AccountPlan, config: Config) -> tuple[Finding, ...]:
    """What the texts of a plan would tell the customer that it must not read; see rules RV501 to RV505."""
    return check_for_customer(plan, company=config.company, limits=scoring_policy(config).limits, policy=config.rules)


def prepare(config: Config, variant: str = "full") -> None:
    """Loads and compiles all that every deck needs, so that a fault of templates or settings shows before any plan is read.

    Raises:
        SpecError, ConfigError, TemplateError: spec, settings, texts or the deck template are wrong.
        InputError: the folder of fonts is missing, empty or holds a damaged font.
    """
    use_fonts(config.fonts)
    load_spec(resources.template(WORKBOOK_SPEC, config.templates))
    scoring_policy(config)
    catalogue(config)
    _deck_template(config, variant)


def render_deck(review: ReviewResult, config: Config, variant: str = "full") -> Rendered:
    """The review deck of a composed plan, in one of `config.VARIANTS`.

    Raises:
        TemplateError: the deck template is wrong; the message names slide, shape and tag.
    """
    deck = review.context.deck
    if (variant == CUSTOMER) != (review.context.joint is not None):
        raise ValueError("the customer's edition, and nothing else, is made from review_for_customer")
    return _deck_template(config, variant).render(
        review.context,
        texts=deck_texts(config, deck_language(review.plan, config)),
        lang=deck.lang,
        title=deck.title,
        author=deck.author,
        keep_cut=variant != CUSTOMER,
    )


def consolidated_rows(scored: ScoreResult, *, deck: str = "", source: str = "", language: str = "") -> AccountRows:
    """What the consolidated workbook takes from one plan: plain rows.

    Args:
        scored: the plan with its scores, placed in the portfolio.
        deck: path of its review deck, relative to the consolidated workbook; empty when there is none.
        source: path of the plan workbook, likewise; empty gives its bare name.
        language: of the workbook, in which findings speak; Chinese for `zh`, else English.
    """
    from planforge.portfolio import account_rows

    return account_rows(scored.plan, scored.scorecard, scored.report, deck=deck, source=source, language=language)


def render_portfolio(rows: Sequence[AccountRows], config: Config, unread: Sequence[tuple[str, str]] = ()) -> RenderedWorkbook:
    """The consolidated workbook of the rows of many plans.

    Args:
        rows: of each plan; of several plans of an account the latest counts.
        unread: names of workbooks that could not be read, each with the reason.

    Raises:
        TemplateError: the template of the consolidated workbook is wrong.
    """
    from planforge.office.xlsx import compile_workbook
    from planforge.portfolio import PortfolioContext

    template = resources.template(PORTFOLIO_TEMPLATE, config.templates)
    context = portfolio_context(rows, config, unread)
    rendered = compile_workbook(template, context=PortfolioContext).render(context, lang="zh-CN" if config.language == "zh" else "en-GB")
    return replace(rendered, findings=(*context.findings, *rendered.findings))


def portfolio_context(rows: Sequence[AccountRows], config: Config, unread: Sequence[tuple[str, str]] = ()) -> PortfolioContext:
    """What the template of the consolidated workbook may name; see `render_portfolio` for the arguments."""
    from planforge import __version__
    from planforge.portfolio import consolidate, load_words

    words = load_words(resources.template(PORTFOLIO_TEXTS, config.templates), config.language or "en")
    return consolidate(rows, words, limits=scoring_policy(config).portfolio_limits, version=__version__, unread=unread)


def deck_language(plan: AccountPlan, config: Config) -> str:
    """The language of a plan's deck: that of the settings, else that of the plan's cover, else English."""
    wanted = config.language or plan.cover.language or ""
    return wanted if wanted in LANGUAGES else "en"


def deck_texts(config: Config, language: str = "en") -> Callable[[str], Text]:
    """The lookup behind `t("key")` in a deck template."""
    texts = catalogue(config)
    return lambda key: texts.t(key, language)


def catalogue(config: Config) -> Catalogue:
    """The texts of the review deck, loaded once per folder."""
    return _catalogue(resources.template(DECK_TEXTS, config.templates), open_store(config.cache))


@lru_cache(maxsize=4)
def _catalogue(folder: Path, store: Store | None) -> Catalogue:
    from planforge.review import Catalogue
    from planforge.review.catalogue import keep_code

    keep_code(CodeShelf(store, "sentences") if store else None)
    return Catalogue.load(folder)


@lru_cache(maxsize=1)
def use_fonts(folder: Path | None) -> None:
    """Measures text with the fonts of a folder from now on, or with the built-in tables alone. Read once per process.

    Raises:
        InputError: the folder is missing, has no upright font, or holds a damaged one.
    """
    from planforge.office import metrics

    if folder is None:
        metrics.use({})
        return
    from planforge.office.fontfiles import read_fonts

    metrics.use(read_fonts(folder))


def _deck_template(config: Config, variant: str) -> CompiledTemplate:
    # What a template's own texts need is measured when it is compiled, so one that was measured with other fonts is not reused.
    use_fonts(config.fonts)
    store = None if config.fonts else open_store(config.cache)
    return _compiled_deck(resources.template(DECK_TEMPLATES[variant], config.templates), store, config.fonts)


@lru_cache(maxsize=4)
def _compiled_deck(path: Path, store: Store | None, fonts: Path | None) -> CompiledTemplate:
    """The compiled deck template; `fonts` only tells those apart that were measured with different fonts."""
    from planforge.office.reuse import cached_template
    from planforge.review import ReviewContext
    from planforge.visuals import registry

    return cached_template(path, context=ReviewContext, visuals=registry(), store=store)
