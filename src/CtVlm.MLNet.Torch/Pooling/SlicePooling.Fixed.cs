namespace CtVlm.MLNet.Torch;

/// <content>Poolings that need no training.</content>
public abstract partial class SlicePooling
{
    /// <summary>The mean of the rows, by column. <b>Source:</b> arXiv 2604.13021.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Mean() => new MeanPooling();

    /// <summary>The largest value of each column.</summary>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows.</returns>
    public static SlicePooling Max() => new MaxPooling();
}
