namespace CtVlm.MLNet.Torch;

/// <summary>The adapter of one linear map, but for its numbers.</summary>
/// <param name="Module">Name of the map in the checkpoint, without ".weight".</param>
/// <param name="Rank">r, 1 or more.</param>
/// <param name="Alpha">alpha.</param>
/// <param name="IsRankStabilized">Whether s is alpha / sqrt(r) instead of alpha / r.</param>
internal sealed record LoraForm(string Module, int Rank, double Alpha, bool IsRankStabilized)
{
    /// <summary>What the name of A ends with.</summary>
    public const string DownSuffix = ".lora_A.weight";

    /// <summary>What the name of B ends with.</summary>
    public const string UpSuffix = ".lora_B.weight";

    /// <summary>s, what B A is multiplied by.</summary>
    public double Scaling => LoraArithmetic.Scale(Alpha, Rank, IsRankStabilized);

    /// <summary>Name of A.</summary>
    public string DownName => Module + DownSuffix;

    /// <summary>Name of B.</summary>
    public string UpName => Module + UpSuffix;

    /// <summary>Name of W in the checkpoint.</summary>
    public string WeightName => Module + ".weight";
}
