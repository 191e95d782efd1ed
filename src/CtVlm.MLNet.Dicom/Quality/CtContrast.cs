namespace CtVlm.MLNet.Dicom;

/// <summary>Whether a contrast agent was given, as far as headers say.</summary>
public enum CtContrast
{
    /// <summary>The headers do not say.</summary>
    Unknown = 0,

    /// <summary>The headers say that there was none.</summary>
    No = 1,

    /// <summary>The headers name an agent.</summary>
    Yes = 2,
}
