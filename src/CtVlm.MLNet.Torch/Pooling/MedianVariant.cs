namespace CtVlm.MLNet.Torch;

/// <summary>What the median of an even number of values is.</summary>
public enum MedianVariant
{
    /// <summary>The lower of the two middle values, as in torch.</summary>
    Lower = 0,

    /// <summary>The mean of the two middle values, as in numpy.</summary>
    Mid = 1,
}
