namespace CtVlm.MLNet.Torch;

/// <summary>What is divided by its L2 norm.</summary>
public enum NormalizedMeanOrder
{
    /// <summary>The rows, before their mean: each slice counts by its direction only, and the length of the mean tells how they agree.</summary>
    Rows = 0,

    /// <summary>The mean.</summary>
    Mean = 1,

    /// <summary>The rows, then their mean.</summary>
    Both = 2,
}
