from tests.leaks import Case


def account(world):
    return {"pk": world.account.pk}


def appointment(world):
    return {"pk": world.appointment.pk}


URLS = {
    "account_login": Case(public=True),
    "account_logout": Case(public=True),  # without a session it leads to the first page
    "account_inactive": Case(public=True),
    "account_reauthenticate": Case(),
    "account_change_password": Case(),
    "mfa_index": Case(),
    "mfa_authenticate": Case(public=True),  # between password and code; otherwise the sign-in page
    "mfa_reauthenticate": Case(),
    "mfa_activate_totp": Case(),
    "mfa_deactivate_totp": Case(),
    "mfa_view_recovery_codes": Case(),
    "mfa_generate_recovery_codes": Case(),
    "mfa_download_recovery_codes": Case(),
    "accounts:user_list": Case(owner="administrator"),
    "accounts:user_create": Case(owner="administrator"),
    "accounts:user_detail": Case(account, owner="administrator"),
    "accounts:user_edit": Case(account, owner="administrator"),
    "accounts:user_close": Case(account, owner="administrator"),
    "accounts:user_reopen": Case(account, owner="administrator"),
    "accounts:user_password": Case(account, owner="administrator"),
    "accounts:appointment_create": Case(account, owner="administrator"),
    "accounts:appointment_end": Case(appointment, owner="administrator"),
    "accounts:appointment_delegate": Case(
        lambda world: {"pk": world.users["head"].appointments.get().pk}, owner="head"
    ),
    "accounts:profile": Case(),
    "accounts:act_as": Case(method="post"),
    "accounts:typed_again": Case(),
    "accounts:language": Case(method="post", public=True),
    "accounts:notice_list": Case(),
    "accounts:notices_read": Case(method="post"),
    "accounts:notice_read": Case(
        lambda world: {"pk": world.notice.pk}, method="post", owner="officer"
    ),
}
