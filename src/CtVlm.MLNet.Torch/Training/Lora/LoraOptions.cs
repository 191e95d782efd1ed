namespace CtVlm.MLNet.Torch;

/// <summary>Which linear maps of an encoder get LoRA adapters, and of what form.</summary>
/// <remarks><b>Source:</b> Hu et al., arXiv 2106.09685; presets as Minoccheri et al., arXiv 2604.13021, name theirs.</remarks>
public sealed partial record LoraOptions
{
    /// <summary>The vision tower's adapters.</summary>
    /// <value>Null: none.</value>
    public LoraTower? Vision { get; init; }

    /// <summary>The text tower's adapters.</summary>
    /// <value>Null: none.</value>
    public LoraTower? Text { get; init; }

    /// <summary>Share of an adapter's inputs that training sets to 0, 0 to below 1.</summary>
    /// <value>0.</value>
    public double Dropout { get; init; }

    /// <summary>Whether adapters are scaled by alpha / sqrt(r) instead of alpha / r.</summary>
    /// <value>False.</value>
    public bool IsRankStabilized { get; init; }

    /// <summary>Names of the adapted maps within a block, or ends of names after a dot, as PEFT's target_modules has them: "q_proj", "attn.qkv", "mlp.fc1".</summary>
    /// <value>Null: every map of a block's attention, to queries, keys, values and the output.</value>
    public IReadOnlyList<string>? TargetModules { get; init; }

    /// <summary>Checks every number, and reports all that is wrong in one message.</summary>
    /// <exception cref="ArgumentException">A number is outside its range, or no tower is named.</exception>
    internal void Validate(string? parameterName) => RenderThrow.IfAny("LoRA options are invalid", FindFaults(), parameterName);

    /// <summary>Every rule that is broken, in words; empty for usable options.</summary>
    internal List<string> FindFaults()
    {
        List<string> faults = [];
        foreach ((string name, LoraTower? tower) in new[] { (nameof(Vision), Vision), (nameof(Text), Text) })
        {
            Check(tower is null or { Rank: >= 1 and <= LoraSettings.MaximumRank }, $"{name}: rank 1 to {LoraSettings.MaximumRank} expected, got {tower?.Rank}");
            Check(tower is null or { Blocks: null or >= 1 }, $"{name}: 1 or more blocks expected, got {tower?.Blocks}");
            Check(tower?.Alpha is null || (double.IsFinite(tower.Alpha.Value) && tower.Alpha > 0), $"{name}: alpha above 0 expected, got {tower?.Alpha}");
        }

        Check(Vision is not null || Text is not null, $"{nameof(Vision)} or {nameof(Text)} must be set");
        Check(Dropout is >= 0 and < 1, $"{nameof(Dropout)}: 0 to below 1 expected, got {Dropout}");
        Check(TargetModules is null || (TargetModules.Count > 0 && TargetModules.All(IsName)), $"{nameof(TargetModules)}: names of modules expected, such as q_proj");
        return faults;

        void Check(bool isGood, FormattableString fault)
        {
            if (!isGood)
            {
                faults.Add(FormattableString.Invariant(fault));
            }
        }
    }

    private static bool IsName(string? text) => !string.IsNullOrEmpty(text) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
}
