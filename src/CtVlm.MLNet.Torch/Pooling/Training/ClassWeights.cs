namespace CtVlm.MLNet.Torch;

/// <summary>Weights that make rare classes count as much as common ones.</summary>
internal static class ClassWeights
{
    /// <summary>n / (C n_c) of each class, so that the mean over the bags is 1; or all 1.</summary>
    /// <param name="data">The bags.</param>
    /// <param name="bags">Those that are trained on; every class has one.</param>
    /// <param name="classCount">C.</param>
    /// <param name="isBalanced">Whether the classes are balanced.</param>
    /// <returns>C weights.</returns>
    public static float[] Of(PoolingData data, IReadOnlyList<int> bags, int classCount, bool isBalanced)
    {
        int[] counts = new int[classCount];
        foreach (int bag in bags)
        {
            counts[data.Classes[bag]]++;
        }

        return [.. counts.Select(count => isBalanced ? bags.Count / ((float)classCount * count) : 1f)];
    }
}
