using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>A draw that is a sum of products of earlier draws, of the run and of its own level.</summary>
internal static class DrawSum
{
    /// <param name="products">The products.</param>
    /// <param name="ofRun">The run-level draws of the block.</param>
    /// <param name="ofItem">The item's draws; none where the sum is the run's.</param>
    /// <param name="sum">Receives the sums, one per trial.</param>
    public static void AddUp(IReadOnlyList<DrawProduct> products, float[][] ofRun, float[][] ofItem, Span<float> sum)
    {
        sum.Clear();
        foreach (var product in products)
        {
            for (var t = 0; t < sum.Length; t++)
            {
                var value = (float)product.Constant;
                foreach (var draw in product.RunDraws)
                    value *= ofRun[draw][t];
                foreach (var draw in product.ItemDraws)
                    value *= ofItem[draw][t];
                sum[t] += value;
            }
        }
    }
}
