"""Prints laws.csv: densities, probabilities, quantiles and moments of the laws, correct to the last printed digit.

Usage: python3 laws.py > laws.csv

Needs mpmath. Works with 60 digits from the definitions of the laws: the beta law by a series of positive terms, the normal law by the
error function; quantiles are roots of those functions, found by bisection and then by secants, and checked by putting them back.
"""
from mpmath import beta, erfc, exp, findroot, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60

TAILS = ["1e-12", "1.1641532182693481e-10", "1e-6", "0.001", "0.1", "0.28", "0.3", "0.5", "0.75", "0.97"]


def root(function, target, low, high, rising):
    """The x in [low, high] with function(x) = target: bisection of its logarithm, then secants."""
    a, b = low, high
    for _ in range(120):
        middle = sqrt(a * b) if a > 0 else (a + b) / 2
        if (function(middle) < target) == rising:
            a = middle
        else:
            b = middle
    x = findroot(lambda t: function(t) / target - 1, (a, b), solver="secant", tol=mpf(10) ** -90, verify=False)
    assert abs(function(x) / target - 1) < mpf(10) ** -40, (target, x)
    return x


def beta_below(a, b, x):
    """The regularised incomplete beta function: DLMF 8.17.8 where it converges fast, by symmetry elsewhere."""
    if x > a / (a + b):
        return 1 - beta_below(b, a, 1 - x)
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -62:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return x**a * (1 - x) ** b / (a * beta(a, b)) * total


class Triangular:
    name = "triangular"

    def __init__(self, low, mode, high):
        self.low, self.mode, self.high = low, mode, high
        self.mean = (low + mode + high) / 3
        self.variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18

    def density(self, x):
        peak = 2 / (self.high - self.low)
        if x < self.mode:
            return peak * (x - self.low) / (self.mode - self.low)
        return peak if x == self.mode else peak * (self.high - x) / (self.high - self.mode)

    def below(self, x):
        if x < self.mode:
            return (x - self.low) ** 2 / ((self.high - self.low) * (self.mode - self.low))
        return 1 - (self.high - x) ** 2 / ((self.high - self.low) * (self.high - self.mode)) if x < self.high else mpf(1)

    def quantile(self, p):
        if p <= (self.mode - self.low) / (self.high - self.low):
            return self.low + sqrt(p * (self.high - self.low) * (self.mode - self.low))
        return self.high - sqrt((1 - p) * (self.high - self.low) * (self.high - self.mode))

    def upper(self, q):
        return self.quantile(1 - q)


class Pert:
    name = "pert"

    def __init__(self, low, mode, high, weight):
        self.low, self.high, self.range = low, high, high - low
        self.a = 1 + weight * (mode - low) / self.range
        self.b = 1 + weight * (high - mode) / self.range
        total = self.a + self.b
        self.mean = low + self.range * self.a / total
        self.variance = self.range**2 * self.a * self.b / (total**2 * (total + 1))

    def density(self, x):
        b = (x - self.low) / self.range
        return b ** (self.a - 1) * (1 - b) ** (self.b - 1) / beta(self.a, self.b) / self.range

    def below(self, x):
        return beta_below(self.a, self.b, (x - self.low) / self.range)

    def part(self, a, b, p):
        return root(lambda x: beta_below(a, b, x), p, mpf(10) ** -40, 1 - mpf(10) ** -30, True)

    def quantile(self, p):
        return self.low + self.range * self.part(self.a, self.b, p)

    def upper(self, q):
        return self.high - self.range * self.part(self.b, self.a, q)


class Lognormal:
    name = "lognormal"

    def __init__(self, mu, sigma):
        self.mu, self.sigma = mu, sigma
        self.mean = exp(mu + sigma**2 / 2)
        self.variance = (exp(sigma**2) - 1) * self.mean**2

    def density(self, x):
        return exp(-(((log(x) - self.mu) / self.sigma) ** 2) / 2) / (x * self.sigma * sqrt(2 * pi))

    def below(self, x):
        return erfc((self.mu - log(x)) / (self.sigma * sqrt(mpf(2)))) / 2

    def standard(self, p):
        if p > mpf(1) / 2:
            return -self.standard(1 - p)
        return mpf(0) if p == mpf(1) / 2 else -root(lambda z: erfc(z / sqrt(mpf(2))) / 2, p, mpf(10) ** -6, mpf(40), False)

    def quantile(self, p):
        return exp(self.mu + self.sigma * self.standard(p))

    def upper(self, q):
        return exp(self.mu - self.sigma * self.standard(q))


def number(text):
    """The double that a text stands for, exactly."""
    return mpf(float(text))


def rows(law, parameters):
    yield "mean", "", law.mean
    yield "variance", "", law.variance
    for tail in TAILS:
        for side in ["quantile", "upper"]:
            x = getattr(law, side)(number(tail))
            yield side, tail, x
            # Probability and density stand at the nearest double, which the table prints in full.
            near = repr(float(x))
            if float(near) < float(law.high if hasattr(law, "high") else "inf") and float(near) > float(getattr(law, "low", 0)):
                yield "below", near, law.below(number(near))
                yield "density", near, law.density(number(near))


LAWS = [
    (Triangular, "0.8 1 1.5"), (Triangular, "0 0 1"), (Triangular, "0 1 1"), (Triangular, "1 1 2"), (Triangular, "2 5 5"),
    (Triangular, "1 1.5 1000"), (Triangular, "-3 -1 4"),
    (Pert, "0.8 1 1.5 4"), (Pert, "0 0 1 4"), (Pert, "0 1 1 4"), (Pert, "1 1 1000 4"), (Pert, "1 1000 1000 4"), (Pert, "0 0.5 1 0.01"),
    (Pert, "0 0.3 1 100"), (Pert, "0 0.3 1 10000"), (Pert, "0 0.001 10 4"), (Pert, "-3 -1 4 2.5"),
    (Lognormal, "0 0.01"), (Lognormal, "0 0.5"), (Lognormal, "3 1"), (Lognormal, "-7 2"), (Lognormal, "0 5"), (Lognormal, "1 10"),
]

print("# Made by laws.py: the laws at single points, 25 digits. 'quantile' has the argument as probability below it, 'upper' above it.")
print("law,parameters,function,argument,value")
for kind, parameters in LAWS:
    law = kind(*[number(text) for text in parameters.split()])
    for function, argument, value in rows(law, parameters):
        print(kind.name, parameters, function, argument, nstr(value, 25), sep=",")
