namespace CtVlm.MLNet;

/// <summary>exp(z) / sum exp(z), the largest z taken off first.</summary>
internal static class Softmax
{
    /// <summary>Turns logits into probabilities; gives ln sum exp(z).</summary>
    public static double InPlace(Span<double> values)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Math.Exp(values[k] - largest);
            sum += values[k];
        }

        for (int k = 0; k < values.Length; k++)
        {
            values[k] /= sum;
        }

        return largest + Math.Log(sum);
    }
}
