using CostSim.Engine.Aggregation;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>A run of the engine with every trial kept.</summary>
internal sealed class Simulated : ITrialSink
{
    private readonly IReadOnlyList<Plan> _plans;
    private readonly long[][][] _steps;

    private Simulated(IReadOnlyList<Plan> plans, long trials)
    {
        _plans = plans;
        _steps = new long[plans.Count][][];
        for (var p = 0; p < plans.Count; p++)
        {
            _steps[p] = new long[(plans[p].Phases.Count + 1) * TrialBlock.MeasureCount][];
            for (var c = 0; c < _steps[p].Length; c++)
                _steps[p][c] = new long[trials];
        }
    }

    public IReadOnlyList<Aggregates> Aggregates { get; private set; } = [];

    public static Simulated Run(IReadOnlyList<Plan> plans, long trials, ulong seed = 1, int threads = 2, IKernels? kernels = null)
    {
        var recorder = new Simulated(plans, trials);
        var options = new SimulationOptions(seed, trials, threads) { Sink = recorder, Kernels = kernels ?? KernelSelector.Selected };
        recorder.Aggregates = Simulation.Run(plans, options);
        return recorder;
    }

    public static Simulated Run(Plan plan, long trials, ulong seed = 1, int threads = 2, IKernels? kernels = null) =>
        Run([plan], trials, seed, threads, kernels);

    public static TrialTable Table(Scenario scenario, long items, int trials, ulong seed = 1, bool fixRun = false, int threads = 2) =>
        Run(Planner.Build(scenario, items, fixRun), trials, seed, threads).Table();

    /// <summary>The trials as whole steps; scope 0 is the run, scope i + 1 phase i.</summary>
    public long[] Steps(int scope, Measure measure, int plan = 0) => _steps[plan][scope * TrialBlock.MeasureCount + (int)measure];

    public TrialTable Table(int plan = 0)
    {
        var scopes = _plans[plan].Phases.Count + 1;
        var table = new TrialTable(scopes, _steps[plan][0].Length) { Measures = _plans[plan].Measures };
        for (var scope = 0; scope < scopes; scope++)
        {
            foreach (var measure in _plans[plan].Measures)
            {
                var (from, to, unit) = (Steps(scope, measure, plan), table[scope, measure], _plans[plan].UnitsPerStep(measure));
                for (var t = 0; t < to.Length; t++)
                    to[t] = from[t] * unit;
            }
        }

        return table;
    }

    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
        for (var p = 0; p < blocks.Count; p++)
        {
            var block = blocks[p];
            foreach (var measure in block.Plan.Measures)
            {
                block.Total(measure).CopyTo(_steps[p][(int)measure].AsSpan((int)block.FirstTrial));
                for (var phase = 0; phase < block.Plan.Phases.Count; phase++)
                    block.Phase(phase, measure).CopyTo(Steps(phase + 1, measure, p).AsSpan((int)block.FirstTrial));
            }
        }
    }
}
