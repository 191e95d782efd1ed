namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
public abstract partial class SlicePooling
{
    /// <summary>A mean of the rows weighted by learnt attention (ABMIL). <b>Source:</b> arXiv 1802.04712, equation 8.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, bool or whole number.</param>
    /// <param name="hidden">Width of the attention's inner layer, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling Attention(string labelColumnName = "Label", int hidden = AttentionPooling.DefaultHidden) =>
        Attention(new PoolingTraining { LabelColumnName = labelColumnName }, hidden);

    /// <summary>A mean of the rows weighted by learnt attention (ABMIL). <b>Source:</b> arXiv 1802.04712, equation 8.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="hidden">Width of the attention's inner layer, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling Attention(PoolingTraining training, int hidden = AttentionPooling.DefaultHidden) => new AttentionPooling(training, hidden);

    /// <summary>A mean of the rows weighted by learnt, gated attention (gated ABMIL). <b>Source:</b> arXiv 1802.04712, equation 9.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, bool or whole number.</param>
    /// <param name="hidden">Width of the attention's inner layers, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling GatedAttention(string labelColumnName = "Label", int hidden = AttentionPooling.DefaultHidden) =>
        GatedAttention(new PoolingTraining { LabelColumnName = labelColumnName }, hidden);

    /// <summary>A mean of the rows weighted by learnt, gated attention (gated ABMIL). <b>Source:</b> arXiv 1802.04712, equation 9.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="hidden">Width of the attention's inner layers, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling GatedAttention(PoolingTraining training, int hidden = AttentionPooling.DefaultHidden) => new GatedAttentionPooling(training, hidden);
}
