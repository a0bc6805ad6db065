namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Collects the steps of a collapse, each with its own register, and finally reuses registers that are no longer read.
/// </summary>
/// <param name="budget">The budget of the collapse.</param>
internal sealed class StepBook(CollapseBudget budget)
{
    private readonly List<Step> _steps = [];
    private readonly List<(int Register, double Value)> _constants = [];
    private int _registers;

    public int Count => _steps.Count;

    public int NewRegister()
    {
        budget.Spend(CollapseBudget.OfRegister);
        return _registers++;
    }

    /// <summary>A register that holds the same number in every trial.</summary>
    public int Constant(double value)
    {
        _constants.Add((NewRegister(), value));
        return _constants[^1].Register;
    }

    /// <summary>Adds a step with its own register.</summary>
    public int Add(Func<int, Step> step)
    {
        var register = NewRegister();
        _steps.Add(step(register));
        return register;
    }

    /// <summary>
    /// The phases with their steps, with as few registers as possible: those no longer read are reused, so that a block's registers stay in
    /// a near cache.
    /// </summary>
    /// <param name="phases">The phases, each with the number of steps before its lanes.</param>
    public CollapsePlan Build(IReadOnlyList<(CollapsedPhase Phase, int Steps)> phases)
    {
        var lastRead = LastReads(phases);
        var (numbers, free, next) = (new Dictionary<int, int>(), new Stack<int>(), 0);
        foreach (var (register, _) in _constants)
            numbers[register] = next++;
        var result = new List<CollapsedPhase>();
        var done = 0;
        for (var p = 0; p < phases.Count; p++)
        {
            var steps = new List<Step>();
            for (; done < phases[p].Steps; done++)
            {
                var step = _steps[done];
                foreach (var register in step.AlsoWrites.Prepend(step.Result))
                    Place(register);
                steps.Add(step.Renumbered(register => numbers[register]));
                Release(done, p);
            }

            result.Add(Renumbered(phases[p].Phase, numbers) with { Steps = steps });
            ReleaseAfter(p);
        }

        return new CollapsePlan(next, [.. _constants.Select(constant => (numbers[constant.Register], constant.Value))], result);

        void Place(int register)
        {
            if (!numbers.ContainsKey(register))
                numbers[register] = free.Count > 0 ? free.Pop() : next++;
        }

        void Release(int step, int phase)
        {
            foreach (var register in _steps[step].Reads.Concat(_steps[step].AlsoWrites).Append(_steps[step].Result).Distinct())
                Free(register, lastRead.GetValueOrDefault(register, new Moment(phase, step)), new Moment(phase, step));
        }

        void ReleaseAfter(int phase)
        {
            foreach (var (register, moment) in lastRead.Where(each => each.Value == new Moment(phase, int.MaxValue)))
                Free(register, moment, moment);
        }

        void Free(int register, Moment last, Moment now)
        {
            if (last == now && _constants.TrueForAll(constant => constant.Register != register))
                free.Push(numbers[register]);
        }
    }

    /// <summary>The last read of a register: by a step, or by the lanes of a phase.</summary>
    private sealed record Moment(int Phase, int Step);

    private Dictionary<int, Moment> LastReads(IReadOnlyList<(CollapsedPhase Phase, int Steps)> phases)
    {
        var last = new Dictionary<int, Moment>();
        var step = 0;
        for (var p = 0; p < phases.Count; p++)
        {
            for (; step < phases[p].Steps; step++)
            {
                foreach (var register in _steps[step].Reads.Concat(_steps[step].AlsoWrites))
                    last[register] = new Moment(p, step);
            }

            foreach (var register in phases[p].Phase.Reads)
                last[register] = new Moment(p, int.MaxValue);
        }

        return last;
    }

    private static CollapsedPhase Renumbered(CollapsedPhase phase, Dictionary<int, int> numbers) => phase with
    {
        Calls = phase.Calls is { } calls ? numbers[calls] : null,
        Lanes =
        [
            .. phase.Lanes.Select(lane => lane with
            {
                Calls = numbers[lane.Calls],
                Scaled = numbers[lane.Scaled],
                Spread = lane.Spread with { Scatter = lane.Spread.Scatter is { } scatter ? numbers[scatter] : null },
            }),
        ],
        Singles =
        [
            .. phase.Singles.Select(single => single with
            {
                Calls = numbers[single.Calls],
                Concentration = numbers[single.Concentration],
                Averages = [.. single.Averages.Select(register => register is { } known ? numbers[known] : (int?)null)],
            }),
        ],
    };
}
