namespace CtVlm.MLNet.Dicom;

/// <summary>A choice that the compiler makes once for a whole loop: whether stripes look at the stripe below them.</summary>
internal interface IStripeRule
{
    /// <summary>Whether they do not.</summary>
    static abstract bool IsCausal { get; }
}
