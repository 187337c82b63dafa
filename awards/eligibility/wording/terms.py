"""The codes of the vocabulary in the words of the law."""

from django.utils.translation import gettext_lazy, pgettext_lazy

RATING = {
    "khong_hoan_thanh": gettext_lazy("tasks not completed"),
    "hoan_thanh": gettext_lazy("tasks completed"),
    "hoan_thanh_tot": gettext_lazy("tasks well completed"),
    "hoan_thanh_xuat_sac": gettext_lazy("tasks excellently completed"),
}
SCOPE = {
    "co_so": gettext_lazy("base level"),
    "bo_tinh": gettext_lazy("ministry or province level"),
    "toan_quoc": gettext_lazy("national level"),
}
INFLUENCE = SCOPE | {
    "linh_vuc_thuoc_bo_tinh": gettext_lazy("a field of the ministry or province"),
    "khu_vuc_quoc_te": gettext_lazy("the international region"),
    "dia_ban_cap_huyen": gettext_lazy("a former district area"),
}
STATEMENT = {
    "solidarity_and_participation": gettext_lazy("solidarity and an active part in emulation"),
    "regular_effective_movement": gettext_lazy("regular and effective emulation"),
    "internal_unity_and_compliance": gettext_lazy("internal unity and compliance with the law"),
    "unity_thrift_anticorruption": gettext_lazy("unity, thrift and no corruption"),
    "unity_clean_party_thrift_anticorruption": gettext_lazy(
        "unity, a strong party and mass organisations, thrift and no corruption"
    ),
    "compliance": gettext_lazy("good compliance with policy and law"),
    "exemplary_compliance": gettext_lazy("exemplary compliance with policy and law"),
    "participation": gettext_lazy("part in local emulation"),
    "family_wellbeing": gettext_lazy("a prosperous and happy family that helps the community"),
    "tasks_well_done": gettext_lazy("socio-economic, defence and security tasks well done"),
    "economy_stable_growing": gettext_lazy("a stable and growing economy"),
    "healthy_culture": gettext_lazy("a healthy cultural life"),
    "safe_clean_environment": gettext_lazy("a safe and clean environment"),
    "solidarity": gettext_lazy("solidarity and mutual help"),
    "loyalty_and_integrity": gettext_lazy("loyalty and integrity"),
}
STEP = {
    "public_posting_of_list": gettext_lazy("the list is posted for public comment"),
    "commune_decision_after_complete_dossier": gettext_lazy("the commune chair decides"),
    "national_scope_of_initiative_recognised": gettext_lazy(
        "the head of the ministry or province recognises the nationwide scope of the initiative"
    ),
    "considered_every_5_years_at_patriotic_emulation_congress": gettext_lazy(
        "considered at the five-yearly congress of patriotic emulation"
    ),
}
CATEGORY = {
    "combat": gettext_lazy("resourcefulness in combat"),
    "typical_outstanding": gettext_lazy("outstanding among those qualified"),
    "sudden": gettext_lazy("a sudden excellent achievement"),
    "invention": gettext_lazy("an invention or scientific work"),
    "contribution": gettext_lazy("a contribution to development, charity or science"),
    "prize": gettext_lazy("an international prize"),
    "household_contribution": gettext_lazy("a contribution of the household"),
    "worker_initiative": gettext_lazy("a worker's initiative of high value"),
    "farmer_model": gettext_lazy("a farmer's effective production model"),
    "bravery_rescue": gettext_lazy("a brave act that saved people or property"),
    "great_unity": gettext_lazy("great merit in building national unity"),
    "special_creative_labour": gettext_lazy("specially excellent creative labour"),
}
ORGANISER = {
    "ministry_or_province": gettext_lazy("the ministry or province"),
    "central_council": gettext_lazy("the Central Council"),
    "district": gettext_lazy("the district"),
    "prime_minister": gettext_lazy("the Prime Minister"),
    "state_president": gettext_lazy("the State President"),
    "province": gettext_lazy("the province"),
    "ministry": gettext_lazy("the ministry"),
}
LEVEL = {
    "khien_trach": pgettext_lazy("discipline", "reprimand"),
    "canh_cao": pgettext_lazy("discipline", "warning"),
    "ha_bac_luong": pgettext_lazy("discipline", "lowering of the salary step"),
    "giang_chuc": pgettext_lazy("discipline", "demotion"),
    "cach_chuc": pgettext_lazy("discipline", "removal from office"),
    "buoc_thoi_viec": pgettext_lazy("discipline", "dismissal"),
    "khai_tru": pgettext_lazy("discipline", "expulsion"),
}
TOPIC = {
    "advanced_worker_detail": gettext_lazy("detailed standards of the advanced worker"),
    "provincial_flag_detail": gettext_lazy("number and standards of provincial flags"),
    "exemplary_commune_detail": gettext_lazy("detailed standards of the exemplary commune"),
    "cultural_village_detail": gettext_lazy("detailed standards of the cultural village"),
    "giay_khen_criteria": gettext_lazy("standards of the commendation paper"),
    "bang_khen_tinh_detail": gettext_lazy("detailed standards of the certificate of merit"),
    "ky_niem_chuong_criteria": gettext_lazy("standards of the commemorative medal"),
}
RECIPIENT = {
    "individual": gettext_lazy("individuals"),
    "collective": gettext_lazy("collectives"),
    "household": gettext_lazy("households"),
}
