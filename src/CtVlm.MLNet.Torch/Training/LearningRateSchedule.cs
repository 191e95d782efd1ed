namespace CtVlm.MLNet.Torch;

/// <summary>The learning rate of each step.</summary>
/// <param name="Peak">The highest, above 0.</param>
/// <param name="WarmUpSteps">w, 0 or more: steps that rise from peak / w to the peak.</param>
/// <param name="TotalSteps">T; null keeps the peak after the warm-up.</param>
/// <param name="FloorShare">Share of the peak where the cosine ends, 0 to 1.</param>
/// <remarks>
/// eta_t = peak (t + 1) / w below w, then peak (f + (1 - f) (1 + cos(pi (t - w) / (T - w))) / 2).
/// <b>Source:</b> Loshchilov and Hutter, arXiv 1608.03983, equation 5, one period; warm-up of Goyal et al., arXiv 1706.02677, section 2.2.
/// </remarks>
internal sealed record LearningRateSchedule(double Peak, int WarmUpSteps = 0, int? TotalSteps = null, double FloorShare = 0)
{
    /// <summary>Warm-up, then half a cosine.</summary>
    public static LearningRateSchedule WarmUpCosine(double peak, int warmUpSteps, int totalSteps, double floorShare = 0) => new(peak, warmUpSteps, totalSteps, floorShare);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">t, 0 or more.</param>
    public double At(long step)
    {
        if (step < WarmUpSteps)
        {
            return Peak * (step + 1) / WarmUpSteps;
        }

        if (TotalSteps is not int total)
        {
            return Peak;
        }

        double way = Math.Min((step - WarmUpSteps) / (double)Math.Max(1, total - WarmUpSteps), 1);
        return Peak * (FloorShare + ((1 - FloorShare) * 0.5 * (1 + Math.Cos(Math.PI * way))));
    }
}
