"""Made-up figures that lead to a wanted outcome. Pure: a plan in, one value a period out."""

from decimal import ROUND_HALF_UP, Decimal

from targets.wording import is_count

CHANGES = ("increase", "decrease", "annual_average", "every_year")


def places(target, goal):
    if is_count(target.measure):
        return 0
    return max(target.decimals, 2 if abs(goal) < 100 else 1 if abs(goal) < 10_000 else 0)


def rounded(value, digits):
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def goal(target, low, high, draw, *, missed):
    """Where the figures end: a little over what is asked, or short of it."""
    near = Decimal(str(round(draw.uniform(0.004, 0.03), 4)))
    far = Decimal(str(round(draw.uniform(0.03, 0.07), 4)))
    if target.comparator == "none_left":
        return Decimal(9 if missed else 0)
    if target.comparator in ("less_than", "at_most"):
        return high * (1 + far if missed else 1 - near * 3)
    if target.comparator == "between":
        return low * (1 - far) if missed else low + (high - low) * Decimal("0.6")
    value = low * (1 - far) if missed else low * (1 + near)
    if is_count(target.measure) and low < 100:
        return max(low - 1, Decimal(0)) if missed else low
    if target.basis == "share" and target.measure.startswith("%"):
        value = min(value, Decimal(100))
        if not missed and low > Decimal("99.5"):
            value = Decimal(100)
    return value


def series(target, low, high, count, draw, *, missed=False):
    """`count` values in the order of the periods."""
    end = goal(target, low, high, draw, missed=missed)
    digits = places(target, end)
    if target.over_periods == "sum":
        return parts(end, count, digits, draw, last=missed)
    if target.comparator == "none_left":
        start = Decimal(draw.randint(80, 140))
        step = (start - end) / max(count - 1, 1)
        return [rounded(start - step * place, 0) for place in range(count - 1)] + [end]
    if target.comparator == "maintain_at_least" or target.basis in ("annual_average", "every_year"):
        spread = [Decimal(str(round(draw.uniform(1.0, 1.01), 4))) for _place in range(count)]
        if missed:
            spread[0] = Decimal(1)
        return [rounded(min(end * factor, top(target, end)), digits) for factor in spread]
    if target.basis == "decrease" or target.comparator in ("less_than", "at_most"):
        first = end / 3 if target.basis == "decrease" else end * Decimal("1.15")
    else:
        first = end * Decimal("0.9" if target.basis in CHANGES else "0.96")
    step = (end - first) / max(count - 1, 1)
    return [rounded(first + step * place, digits) for place in range(count - 1)] + [
        rounded(end, digits)
    ]


def top(target, end):
    return Decimal(100) if target.measure == "%" and target.basis == "share" else end * 2


def parts(whole, count, digits, draw, *, last=False):
    """The whole cut into `count` parts that grow a little and add up exactly."""
    if digits == 0 and whole < 40:  # so many villages: most of them towards the end
        cut = [Decimal(0)] * count
        for number in range(int(whole)):
            cut[count - 1 - number % min(count, 3)] += 1
        return cut
    shares = [
        Decimal(str(round(draw.uniform(0.9, 1.1), 3))) + Decimal(place) / 20
        for place in range(count)
    ]
    cut = [rounded(whole * share / sum(shares), digits) for share in shares[:-1]]
    return [*cut, rounded(whole, digits) - sum(cut)]


def shares(target, codes, draw):
    """What each of the units is given of the target: code -> lower bound. Whole things stay whole."""
    if target.over_units != "sum":
        return dict.fromkeys(codes, target.low)
    if is_count(target.measure):
        given = {code: Decimal(0) for code in codes}
        for number in range(int(target.low)):
            given[codes[number % len(codes)]] += 1
        return {code: low for code, low in given.items() if low}
    cut = parts(target.low, len(codes), 0, draw)
    return dict(zip(codes, cut, strict=True))
