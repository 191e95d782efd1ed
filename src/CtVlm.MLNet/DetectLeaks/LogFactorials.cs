namespace CtVlm.MLNet;

/// <summary>Natural logarithms of factorials.</summary>
internal static class LogFactorials
{
    /// <summary>ln n!, summed: exact to rounding.</summary>
    /// <param name="n">0 or more.</param>
    public static double Of(int n)
    {
        double sum = 0;
        for (int i = 2; i <= n; i++)
        {
            sum += Math.Log(i);
        }

        return sum;
    }
}
