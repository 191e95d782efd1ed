using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Cli;

/// <summary>How a series was made, in a few words, for tables.</summary>
internal static class ScanText
{
    /// <summary>Phase or contrast, and kernel; a dash where nothing is known.</summary>
    public static string Of(CtAcquisition acquisition)
    {
        string contrast = acquisition.Phase switch
        {
            CtPhase.NonContrast => "non-contrast",
            CtPhase.Arterial => "arterial",
            CtPhase.PortalVenous => "portal venous",
            CtPhase.Delayed => "delayed",
            _ => acquisition.Contrast switch { CtContrast.Yes => "contrast", CtContrast.No => "no contrast", _ => "" },
        };
        string text = string.Join(", ", new[] { contrast, acquisition.ConvolutionKernel }.Where(part => part.Length > 0));
        return text.Length == 0 ? "-" : text;
    }
}
