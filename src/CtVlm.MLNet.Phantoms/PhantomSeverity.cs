namespace CtVlm.MLNet.Phantoms;

/// <summary>How severe the disease of a synthetic patient is.</summary>
public enum PhantomSeverity
{
    /// <summary>No active disease.</summary>
    Normal = 0,

    /// <summary>Mild disease.</summary>
    Mild = 1,

    /// <summary>Moderate to severe disease.</summary>
    ModerateToSevere = 2,
}
