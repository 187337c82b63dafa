"""The words that rules and cases share. Codes are a contract with load files; never renamed."""

from typing import Any

RATINGS = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
GOOD = "hoan_thanh_tot"
SCOPES = ("co_so", "bo_tinh", "toan_quoc")  # of an initiative (Luật 06/2022/QH15 Điều 3 khoản 4)
INFLUENCES = ("co_so", "linh_vuc_thuoc_bo_tinh", "bo_tinh", "toan_quoc", "khu_vuc_quoc_te")
MERIT = "cong_trang"
REASONS = (
    MERIT,
    "dot_xuat",
    "phong_trao_thi_dua",
    "qua_trinh_cong_hien",
    "nien_han",
    "doi_ngoai",
)
RECIPIENTS = ("individual", "collective", "household")
WORKER = "individual_worker_or_farmer"  # a recipient of rules: an individual of these occupations
WORKER_OCCUPATIONS = ("worker", "farmer")
BASES = ("annual", "annual_or_campaign", "annual_or_by_merit", "by_merit", "by_seniority")
EVALUATIONS = ("auto", "assert", "council", "local", "composite")
INITIATIVE = "sang_kien"
SUBSTITUTES = ("de_tai_khoa_hoc", "de_an_khoa_hoc", "cong_trinh_khcn", "combat_ingenuity")
MATERNITY = "thai_san"
DISCIPLINES = (
    "khien_trach",
    "canh_cao",
    "ha_bac_luong",
    "giang_chuc",
    "cach_chuc",
    "buoc_thoi_viec",
    "khai_tru",
)
REVIEWS = {"interim": "so_ket", "final": "tong_ket"}  # a case's word: a rule's word
WINDOWS = ("rewarded_year", "streak_window", "any_before", "before_streak", "unspecified")
BLOCK = "consecutive_block_ending_at_nomination"
SAME_AWARD = "same_award_individual_branches"

# What each type of criterion may say. A name that ends with * must stand there, be it null.
PARAMS: dict[str, tuple[str, ...]] = {
    "annual_rating": ("min_rating*", "scope"),
    "rating_streak": ("min_rating*", "min_years*", "starts_after_award", "alternative_award"),
    "rating_count": ("min_rating*", "min_years*", "window*"),
    "meets_award_criteria": ("award_any_of*",),
    "prior_award": (
        "award_any_of*",
        "min_times*",
        "consecutive*",
        "window*",
        "reason_allowed",
        "open_interval",
    ),
    "initiative": (
        "min_count*",
        "min_scope*",
        "window*",
        "substitutes*",
        "substitute_only",
        "substitutes_min_count",
    ),
    "member_ratio_min": ("measure*", "min_ratio*", "inclusive*"),
    "member_award_exists": ("award*", "min_count*"),
    "members_disciplined_max": ("min_level*", "max_count*"),
    "ratio_cap": ("numerator*", "denominator*", "max_ratio*", "rounding"),
    "emulation_rank": ("position*", "organiser*"),
    "campaign_selection": ("launched_by*", "min_campaign_years*", "merit*", "at"),
    "achievement": ("category*", "min_influence*", "confirmed_by*", "min_stable_years"),
    "long_service": ("posts*", "ref", "min_years", "continuous"),
    "unit_age_min": ("years*",),
    "conduct": ("statement*",),
    "process_step": ("step*", "min_days", "max_days", "decided_by", "exception"),
    "min_years_between": ("award*", "years*"),
    "local_rule": ("topic*",),
}
COMPOSITE = "any_of"
# Figures of the law: null means that the figure was not read, so the criterion decides nothing.
FIGURES = {
    "min_rating", "min_years", "min_times", "min_count", "min_ratio", "inclusive", "max_ratio",
    "max_count", "years", "min_campaign_years", "rounding",
}  # fmt: skip
NONE_MEANS_NONE = {"starts_after_award"}  # the only parameter of which null is a value
# What makes two criteria of one list the same rule, so that their dates may not overlap.
SUBJECTS = {
    "conduct": "statement", "member_ratio_min": "measure", "member_award_exists": "award",
    "prior_award": "award_any_of", "process_step": "step", "local_rule": "topic",
    "achievement": "category", "annual_rating": "scope", "min_years_between": "award",
    "ratio_cap": "denominator",
}  # fmt: skip


def at_least(value: str, least: str, scale: tuple[str, ...]) -> bool:
    return scale.index(value) >= scale.index(least)


def plain(value: Any) -> Any:
    """Tuples as lists, so that a finding can be written as YAML and JSON."""
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value
