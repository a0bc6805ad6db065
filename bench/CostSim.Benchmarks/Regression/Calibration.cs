namespace CostSim.Benchmarks.Regression;

/// <summary>What an item is bound by, and so what it is measured against.</summary>
internal enum CalibrationKind
{
    /// <summary>Multiplications and additions in registers.</summary>
    Arithmetic,

    /// <summary>Scattered reads and writes in the second-level cache.</summary>
    Memory,
}

/// <summary>
/// Two loops in plain C# that use nothing of the product: the yardstick of a run. A slower clock, a neighbour on the same core or another
/// machine slows them as well as what is measured, so that ratios move far less than times.
/// </summary>
internal sealed class Calibration
{
    /// <summary>
    /// Counters of the memory loop: 128 KB, beyond the first-level cache and well within the second, as those of a histogram are.
    /// </summary>
    private const int CounterBits = 15;

    /// <summary>Steps of one call of either loop.</summary>
    public const int Steps = 4096;

    private readonly int[] _counters = new int[1 << CounterBits];
    private ulong _integer = 1;
    private float _float = 1;

    public Action Loop(CalibrationKind kind) => kind == CalibrationKind.Memory ? Scatter : Calculate;

    /// <summary>Four chains of 64-bit integer products and four of float products: neither waits for the other.</summary>
    private void Calculate()
    {
        const ulong Multiplier = 6364136223846793005;
        ulong a = _integer, b = a + 1, c = a + 2, d = a + 3;
        float x = _float, y = x, z = x, w = x;
        for (var i = 0; i < Steps; i++)
        {
            a = a * Multiplier + 1;
            b = b * Multiplier + 3;
            c = c * Multiplier + 5;
            d = d * Multiplier + 7;
            x = x * 0.5f + (a >> 40);
            y = y * 0.5f + (b >> 40);
            z = z * 0.5f + (c >> 40);
            w = w * 0.5f + (d >> 40);
        }

        _integer = a ^ b ^ c ^ d;
        _float = (x + y + z + w) * 1e-9f;
    }

    /// <summary>Counts at places that a generator chooses, as a histogram does.</summary>
    private void Scatter()
    {
        const ulong Multiplier = 6364136223846793005;
        var counters = _counters;
        var state = _integer;
        for (var i = 0; i < Steps; i++)
        {
            state = state * Multiplier + 1442695040888963407;
            counters[(int)(state >> (64 - CounterBits))]++;
        }

        _integer = state;
    }
}
