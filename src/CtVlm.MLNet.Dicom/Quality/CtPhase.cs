namespace CtVlm.MLNet.Dicom;

/// <summary>The contrast phase that words in the headers hint at. A hint, no measurement: a description may be wrong.</summary>
public enum CtPhase
{
    /// <summary>No word hints at a phase, or words hint at several.</summary>
    Unknown = 0,

    /// <summary>Before or without contrast agent.</summary>
    NonContrast = 1,

    /// <summary>Arterial, about 20 to 40 s after injection.</summary>
    Arterial = 2,

    /// <summary>Enteric, venous or portal venous, about 45 to 80 s after injection.</summary>
    PortalVenous = 3,

    /// <summary>Delayed or excretory, minutes after injection.</summary>
    Delayed = 4,
}
