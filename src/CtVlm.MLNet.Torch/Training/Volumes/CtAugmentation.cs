namespace CtVlm.MLNet.Torch;

/// <summary>How series are varied in training: only in ways that a scanner or a reader's workstation varies them. No flips: left is not right in an abdomen.</summary>
public sealed record CtAugmentation
{
    /// <summary>No variation.</summary>
    public static CtAugmentation None { get; } = new()
    {
        HuOffset = 0,
        HuGain = 0,
        WindowLevelHu = 0,
        WindowWidthShare = 0,
        ShiftShare = 0,
        JittersSlices = false,
    };

    /// <summary>Most that is added to or taken from every HU of a series, HU, 0 or more; 0 HU itself moves as contrast and calibration do.</summary>
    public double HuOffset { get; init; } = 10;

    /// <summary>Most by which HU are multiplied or divided, as a share, 0 to below 1: 0.05 is 0.95 to 1.05. Air stays at -1000 HU.</summary>
    public double HuGain { get; init; } = 0.03;

    /// <summary>Most that the level of each window moves, by itself, HU, 0 or more.</summary>
    public double WindowLevelHu { get; init; } = 10;

    /// <summary>Most that the width of each window changes, by itself, as a share, 0 to below 1.</summary>
    public double WindowWidthShare { get; init; } = 0.1;

    /// <summary>Most that the pictures of a series move along each axis, as a share of their side, 0 to below 0.5; what comes in is air.</summary>
    public double ShiftShare { get; init; } = 0.04;

    /// <summary>Whether each chosen slice may give way to any that lies nearer to it than to the other chosen ones.</summary>
    public bool JittersSlices { get; init; } = true;

    /// <summary>Every rule that is broken, in words.</summary>
    internal IEnumerable<string> FindFaults()
    {
        (bool IsWrong, FormattableString Message)[] rules =
        [
            (!(HuOffset >= 0 && double.IsFinite(HuOffset)), $"HuOffset is {HuOffset}, 0 or more expected"),
            (HuGain is not (>= 0 and < 1), $"HuGain is {HuGain}, 0 to below 1 expected"),
            (!(WindowLevelHu >= 0 && double.IsFinite(WindowLevelHu)), $"WindowLevelHu is {WindowLevelHu}, 0 or more expected"),
            (WindowWidthShare is not (>= 0 and < 1), $"WindowWidthShare is {WindowWidthShare}, 0 to below 1 expected"),
            (ShiftShare is not (>= 0 and < 0.5), $"ShiftShare is {ShiftShare}, 0 to below 0.5 expected"),
        ];
        return rules.Where(rule => rule.IsWrong).Select(rule => FormattableString.Invariant(rule.Message));
    }
}
