namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// The joint distribution of the numbers of units of one item as it passes the phases. Numbers whose distribution a later passage needs are
/// counted: each state is a set of their values, with its probability. For the other numbers each state has the mean, times its
/// probability, which is enough where every unit is treated independently. A missing slot is 0.
/// </summary>
/// <param name="steps">Counter of steps, shared by all distributions of an evaluation.</param>
internal sealed class SlotLaw(StepCount steps)
{
    private readonly List<Slot> _counted = [];
    private readonly List<Slot> _averaged = [];
    private Dictionary<int[], double[]> _states = new(CountsComparer.Instance) { [[]] = [1.0] };

    public IEnumerable<Slot> Slots => _counted.Concat(_averaged);

    public bool IsCounted(Slot slot) => _counted.Contains(slot);

    public bool Has(Slot slot) => _counted.Contains(slot) || _averaged.Contains(slot);

    /// <summary>The mean of a number.</summary>
    public double Mean(Slot slot)
    {
        var sum = 0.0;
        if (_counted.IndexOf(slot) is >= 0 and var place)
        {
            foreach (var (counts, weights) in _states)
                sum += counts[place] * weights[0];
        }
        else if (_averaged.IndexOf(slot) is >= 0 and var average)
        {
            foreach (var weights in _states.Values)
                sum += weights[average + 1];
        }

        return sum;
    }

    /// <summary>Starts counting a constant number.</summary>
    public void Set(Slot slot, int value) =>
        Rebuild([.. _counted.Where(each => each != slot), slot], [.. _averaged.Where(each => each != slot)], (_, _, target) =>
    {
        target.Counts[^1] = value;
        target.Put(1);
    });

    /// <summary>Stops counting a number.</summary>
    public void Average(Slot slot)
    {
        var place = _counted.IndexOf(slot);
        if (place < 0)
            return;
        Rebuild(Without(_counted, slot), [.. _averaged, slot], (counts, weights, target) =>
        {
            target.Weights[^1] = counts[place] * weights[0];
            target.Put(1);
        });
    }

    /// <summary>Forgets numbers.</summary>
    public void Forget(Func<Slot, bool> which)
    {
        if (_counted.Any(which))
            Rebuild([.. _counted.Where(slot => !which(slot))], [.. _averaged.Where(slot => !which(slot))], (_, _, target) => target.Put(1));
        else if (_averaged.Any(which))
            Rebuild(_counted, [.. _averaged.Where(slot => !which(slot))], (_, _, target) => target.Put(1));
    }

    /// <summary>to += from, and from is forgotten.</summary>
    public void Move(Slot from, Slot to)
    {
        if (!Has(from))
            return;
        if (!Has(to))
        {
            Rename(_counted, from, to);
            Rename(_averaged, from, to);
            return;
        }

        if (IsCounted(from) != IsCounted(to))
        {
            Average(from);
            Average(to);
        }

        if (IsCounted(from))
        {
            var (source, goal) = (_counted.IndexOf(from), _counted.IndexOf(to));
            var kept = Without(_counted, from);
            Rebuild(kept, _averaged, (counts, _, target) =>
            {
                target.Counts[kept.IndexOf(to)] = counts[source] + counts[goal];
                target.Put(1);
            });
        }
        else
        {
            var (source, goal) = (_averaged.IndexOf(from) + 1, _averaged.IndexOf(to) + 1);
            var kept = Without(_averaged, from);
            Rebuild(_counted, kept, (_, weights, target) =>
            {
                target.Weights[kept.IndexOf(to) + 1] = weights[source] + weights[goal];
                target.Put(1);
            });
        }
    }

    /// <summary>from −= less, and less is forgotten.</summary>
    public void Subtract(Slot less, Slot from)
    {
        if (!Has(less))
            return;
        if (IsCounted(less) != IsCounted(from))
        {
            Average(less);
            Average(from);
        }

        var isCounted = IsCounted(less);
        var slots = isCounted ? _counted : _averaged;
        var kept = Without(slots, less);
        var (taken, whole, place) = (slots.IndexOf(less), slots.IndexOf(from), kept.IndexOf(from));
        Rebuild(isCounted ? kept : _counted, isCounted ? _averaged : kept, (counts, weights, target) =>
        {
            if (isCounted)
                target.Counts[place] = counts[whole] - counts[taken];
            else
                target.Weights[place + 1] = weights[whole + 1] - weights[taken + 1];
            target.Put(1);
        });
    }

    /// <summary>Adds a number: a multiple of the sum of others, which are kept.</summary>
    public void Total(IReadOnlyList<Slot> of, int times, Slot to, bool isCounted)
    {
        int[] counted = [.. of.Where(IsCounted).Select(slot => _counted.IndexOf(slot))];
        int[] averaged = [.. of.Where(slot => _averaged.Contains(slot)).Select(slot => _averaged.IndexOf(slot) + 1)];
        isCounted &= averaged.Length == 0;
        Rebuild(isCounted ? [.. _counted, to] : _counted, isCounted ? _averaged : [.. _averaged, to], (counts, weights, target) =>
        {
            var sum = 0;
            foreach (var place in counted)
                sum += counts[place];
            if (isCounted)
            {
                target.Counts[^1] = times * sum;
            }
            else
            {
                target.Weights[^1] = times * sum * weights[0];
                foreach (var place in averaged)
                    target.Weights[^1] += times * weights[place];
            }

            target.Put(1);
        });
    }

    /// <summary>Replaces a counted number by a function of it.</summary>
    public void Map(Slot slot, Func<int, int> map)
    {
        var place = _counted.IndexOf(slot);
        if (place < 0)
            return;
        Rebuild(_counted, _averaged, (counts, _, target) =>
        {
            target.Counts[place] = map(counts[place]);
            target.Put(1);
        });
    }

    /// <summary>Selects some of a number's units by a conditional distribution: a new number, and the rest of the old one.</summary>
    /// <param name="from">The number.</param>
    /// <param name="to">The new number.</param>
    /// <param name="law">The distribution of the number selected.</param>
    /// <param name="moves">Whether they are removed from the old number.</param>
    /// <param name="countsFrom">Whether the old number must be counted afterwards.</param>
    /// <param name="countsTo">Whether the new number must be counted.</param>
    public void Draw(Slot from, Slot to, CountLaw law, bool moves, bool countsFrom, bool countsTo)
    {
        if (_averaged.IndexOf(from) is >= 0 and var average)
        {
            Rebuild(_counted, [.. _averaged, to], (_, weights, target) =>
            {
                target.Weights[^1] = law.MeanOf(weights[average + 1]);
                target.Weights[average + 1] -= moves ? target.Weights[^1] : 0;
                target.Put(1);
            });
        }

        var place = _counted.IndexOf(from);
        if (place < 0)
            return;
        List<Slot> counted = [.. Without(_counted, from), .. countsFrom ? [from] : (Slot[])[], .. countsTo ? [to] : (Slot[])[]];
        List<Slot> averaged = [.. _averaged, .. countsFrom ? [] : (Slot[])[from], .. countsTo ? [] : (Slot[])[to]];
        var isDrawn = countsTo || (moves && countsFrom);
        var (fromAt, toAt) = (countsFrom ? counted.IndexOf(from) : averaged.IndexOf(from) + 1,
            countsTo ? counted.IndexOf(to) : averaged.IndexOf(to) + 1);
        Rebuild(counted, averaged, (counts, weights, target) =>
        {
            var units = counts[place];
            if (!isDrawn)
            {
                var mean = law.MeanOf(units);
                if (countsFrom)
                    target.Counts[fromAt] = units;
                else
                    target.Weights[fromAt] = (moves ? units - mean : units) * weights[0];
                target.Weights[toAt] = mean * weights[0];
                target.Put(1);
                return;
            }

            var (first, chances) = law.Of(units);
            for (var i = 0; i < chances.Length; i++)
            {
                var (taken, left) = (first + i, moves ? units - first - i : units);
                if (countsTo)
                    target.Counts[toAt] = taken;
                else
                    target.Weights[toAt] = taken * weights[0];
                if (countsFrom)
                    target.Counts[fromAt] = left;
                else
                    target.Weights[fromAt] = left * weights[0];
                target.Put(chances[i]);
            }
        });
    }

    /// <summary>If any unit waits, the remembered units enter again; no unit waits afterwards.</summary>
    public void Recall(Slot waiting, IReadOnlyList<(Slot Remembered, Slot Units, bool Counts)> groups)
    {
        var place = _counted.IndexOf(waiting);
        if (place < 0)
            return;
        var known = groups.Where(group => Has(group.Remembered)).Select(
            group => group with { Counts = group.Counts && IsCounted(group.Remembered) }).ToList();
        List<Slot> counted = [.. Without(_counted, waiting), .. known.Where(group => group.Counts).Select(group => group.Units)];
        List<Slot> averaged = [.. _averaged, .. known.Where(group => !group.Counts).Select(group => group.Units)];
        var places = known.Select(group => (
            group.Counts, From: IsCounted(group.Remembered) ? _counted.IndexOf(group.Remembered) : ~_averaged.IndexOf(group.Remembered),
            To: group.Counts ? counted.IndexOf(group.Units) : averaged.IndexOf(group.Units) + 1)).ToArray();
        Rebuild(counted, averaged, (counts, weights, target) =>
        {
            foreach (var (isCounted, from, to) in places)
            {
                if (isCounted)
                    target.Counts[to] = counts[place] > 0 ? counts[from] : 0;
                else
                    target.Weights[to] = counts[place] == 0 ? 0 : from >= 0 ? counts[from] * weights[0] : weights[~from + 1];
            }

            target.Put(1);
        });
    }

    /// <summary>Maps states to states with other numbers; those kept are copied.</summary>
    public void Rebuild(List<Slot> counted, List<Slot> averaged, Action<int[], double[], Target> move)
    {
        int[] countsFrom = [.. counted.Select(slot => _counted.IndexOf(slot))];
        int[] weightsFrom = [.. averaged.Select(slot => _averaged.IndexOf(slot))];
        var target = new Target(counted.Count, averaged.Count + 1, steps);
        foreach (var (counts, weights) in _states)
        {
            for (var i = 0; i < countsFrom.Length; i++)
                target.Counts[i] = countsFrom[i] < 0 ? 0 : counts[countsFrom[i]];
            target.Weights[0] = weights[0];
            for (var i = 0; i < weightsFrom.Length; i++)
                target.Weights[i + 1] = weightsFrom[i] < 0 ? 0 : weights[weightsFrom[i] + 1];
            move(counts, weights, target);
        }

        _states = target.States;
        Replace(_counted, counted);
        Replace(_averaged, averaged);
    }

    public List<Slot> Counted => [.. _counted];

    public List<Slot> Averaged => [.. _averaged];

    private static void Replace(List<Slot> slots, List<Slot> by)
    {
        if (ReferenceEquals(slots, by))
            return;
        slots.Clear();
        slots.AddRange(by);
    }

    private static void Rename(List<Slot> slots, Slot from, Slot to)
    {
        if (slots.IndexOf(from) is >= 0 and var place)
            slots[place] = to;
    }

    private static List<Slot> Without(List<Slot> slots, Slot slot) => [.. slots.Where(each => each != slot)];

    /// <summary>The target states.</summary>
    public sealed class Target(int counted, int weights, StepCount steps)
    {
        public Dictionary<int[], double[]> States { get; } = new(CountsComparer.Instance);

        public int[] Counts { get; } = new int[counted];

        /// <summary>The probability, then the means of uncounted numbers, times the probability.</summary>
        public double[] Weights { get; } = new double[weights];

        /// <summary>Adds the state in <see cref="Counts"/> and <see cref="Weights"/>, with a probability.</summary>
        public void Put(double chance)
        {
            steps.Add();
            if (!States.TryGetValue(Counts, out var sum))
                States[(int[])Counts.Clone()] = sum = new double[Weights.Length];
            for (var i = 0; i < sum.Length; i++)
                sum[i] += chance * Weights[i];
        }
    }

    private sealed class CountsComparer : IEqualityComparer<int[]>
    {
        public static readonly CountsComparer Instance = new();

        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] counts)
        {
            // Fowler, Noll and Vo.
            var hash = 2166136261u;
            foreach (var count in counts)
                hash = (hash ^ (uint)count) * 16777619;
            return (int)hash;
        }
    }
}

/// <summary>Counts the steps of an evaluation and gives up if there are too many.</summary>
internal sealed class StepCount(long stepsMax)
{
    public long Steps { get; private set; }

    /// <summary>Values enumerated within steps.</summary>
    public long Values { get; set; }

    public void Add()
    {
        if (++Steps > stepsMax)
            throw new NotVouchedForException("the units of an item have too many combinations of counts");
    }
}
