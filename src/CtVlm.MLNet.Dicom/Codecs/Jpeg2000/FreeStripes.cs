namespace CtVlm.MLNet.Dicom;

/// <summary>Stripes look at their neighbours on all sides: the usual code-block style.</summary>
internal readonly struct FreeStripes : IStripeRule
{
    public static bool IsCausal => false;
}
