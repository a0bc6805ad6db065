using System.Numerics;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;
using MathNet.Numerics.IntegralTransforms;
using MathNet.Numerics.Integration;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>
/// The exact law of a run's cost where every factor stands at call level: the characteristic function of a call, to the power of the number
/// of calls (or of units, each of which is called with the phase's share), multiplied over phases, and inverted by a fast Fourier
/// transform.
/// </summary>
internal sealed class FourierLaw
{
    private const int Points = 1 << 13;
    private const int HalfWidth = 10; // standard deviations: what lies beyond is nothing
    private const int Order = 64; // nodes for the product of two amounts

    private readonly double _start;
    private readonly double _step;
    private readonly double[] _cdf = new double[Points];

    public FourierLaw(Scenario scenario, long items)
    {
        var moments = new ClosedForm(scenario, items);
        var deviation = Math.Sqrt(moments.Variance(0, Measure.Cost));
        _start = moments.Mean(0, Measure.Cost) - HalfWidth * deviation;
        _step = 2 * HalfWidth * deviation / Points;
        var values = new Complex[Points];
        for (var k = 0; k < Points; k++)
        {
            var t = 2 * Math.PI * (k <= Points / 2 ? k : k - Points) / (Points * _step);
            values[k] = Characteristic(scenario, items, t) * Complex.Exp(-Complex.ImaginaryOne * t * _start);
        }

        Fourier.Forward(values, FourierOptions.NoScaling);
        // The trapezium rule: both ends of the density are nothing.
        for (var j = 1; j < Points; j++)
            _cdf[j] = _cdf[j - 1] + (values[j - 1].Real + values[j].Real) / 2 / Points;
    }

    /// <summary>Probability of a cost of at most so many USD.</summary>
    public double Cdf(double cost)
    {
        var place = (cost - _start) / _step;
        if (place <= 0)
            return 0;
        if (place >= Points - 1)
            return 1;
        var cell = (int)place;
        return _cdf[cell] + (place - cell) * (_cdf[cell + 1] - _cdf[cell]);
    }

    private static Complex Characteristic(Scenario scenario, long items, double t)
    {
        var (result, units) = (Complex.One, items);
        foreach (var phase in scenario.Phases)
        {
            units *= phase.Split;
            if (phase.Call is not { } call)
                continue;
            var share = phase.Share is Certain certain ? certain.Value : 1;
            result *= Complex.Pow(1 - share + share * OfCall(call, t), units);
        }

        return result;
    }

    private static Complex OfCall(Call call, double t)
    {
        var input = OfAmount(call.InputTokens, t * call.Model.Price.InputPicoUsd * 1e-12);
        var price = t * call.Model.Price.OutputPicoUsd!.Value * 1e-12;
        return input * (call.Output switch
        {
            BilledOutput o => OfAmount(o.Tokens, price),
            ReasoningOutput o => OfAmount(o.VisibleTokens, price) * OfAmount(o.ReasoningTokens, price),
            OverheadOutput o => OfProduct(o.VisibleTokens, (UniformShape)((Uncertain)o.BilledPerVisible).Shape, price),
            _ => throw new NotSupportedException(),
        });
    }

    private static Complex OfProduct(Amount visible, UniformShape ratio, double t)
    {
        var rule = new GaussLegendreRule(ratio.Min, ratio.Max, Order);
        var sum = Complex.Zero;
        for (var i = 0; i < Order; i++)
            sum += rule.GetWeight(i) * OfAmount(visible, t * rule.GetAbscissa(i));
        return sum / (ratio.Max - ratio.Min);
    }

    private static Complex OfAmount(Amount amount, double t) => amount switch
    {
        Certain certain => Complex.Exp(Complex.ImaginaryOne * t * certain.Value),
        Uncertain { Shape: UniformShape u, Spread.Call: 1 } =>
            Complex.Exp(Complex.ImaginaryOne * t * (u.Min + u.Max) / 2) * Sinc(t * (u.Max - u.Min) / 2),
        Uncertain { Shape: DiscreteShape d, Spread.Call: 1 } =>
            d.Values.Aggregate(Complex.Zero, (sum, v) => sum + v.Probability * Complex.Exp(Complex.ImaginaryOne * t * v.Value)),
        _ => throw new NotSupportedException(amount.Path),
    };

    private static double Sinc(double x) => Math.Abs(x) < 1e-8 ? 1 : Math.Sin(x) / x;
}
