namespace CtVlm.MLNet.Torch;

/// <summary>The constants of a loss scale that follows the gradients, so that small ones do not vanish in float16 and large ones do not overflow it.</summary>
/// <remarks>
/// The loss is multiplied by the scale before its gradient is taken, and the gradient divided by it. A step whose gradient is not finite is left out and lowers the scale;
/// a row of good ones raises it. <b>Source:</b> Micikevicius et al., arXiv 1710.03740, section 3.2; numbers of torch.amp.GradScaler.
/// </remarks>
internal sealed record LossScaling
{
    /// <summary>The first scale.</summary>
    public double Start { get; init; } = 65536;

    /// <summary>What the scale is multiplied and divided by, above 1; a power of 2 costs no rounding.</summary>
    public double Change { get; init; } = 2;

    /// <summary>Good steps in a row after which the scale rises, 1 or more.</summary>
    public int GrowthInterval { get; init; } = 2000;

    /// <summary>The least scale: a gradient that is not finite at it is one that diverges.</summary>
    public double Least { get; init; } = 1;

    /// <summary>The scale of the first step.</summary>
    public LossScale Begin() => new(Start, 0, 0);

    /// <summary>Whether a step is left out: its gradient is not finite, and a lower scale may help.</summary>
    /// <param name="scale">The scale of the step.</param>
    /// <param name="gradientLength">Length of its gradient.</param>
    public bool Skips(LossScale scale, double gradientLength) => !double.IsFinite(gradientLength) && scale.Value > Least;

    /// <summary>The scale of the step that follows.</summary>
    /// <param name="scale">The scale of the step.</param>
    /// <param name="gradientLength">Length of its gradient.</param>
    public LossScale After(LossScale scale, double gradientLength) => Skips(scale, gradientLength)
        ? new LossScale(Math.Max(Least, scale.Value / Change), 0, scale.SkippedSteps + 1)
        : scale.GoodSteps + 1 < GrowthInterval
            ? scale with { GoodSteps = scale.GoodSteps + 1 }
            : scale with { Value = scale.Value * Change, GoodSteps = 0 };

    /// <summary>The constants in one line, the same whatever the culture.</summary>
    public override string ToString() => FormattableString.Invariant($"loss scale {Start}, {Change} after {GrowthInterval}, at least {Least}");
}
