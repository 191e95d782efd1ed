namespace CtVlm.MLNet;

/// <summary>Where the order of the classes, hence the distance between two of them, comes from.</summary>
public enum ClinicalClassOrder
{
    /// <summary>All class values are distinct finite numbers: classes stand in rising order of value, whatever the order of the keys.</summary>
    ByValue = 0,

    /// <summary>Classes stand in key order. Distances mean something only if the keys were made in order of severity.</summary>
    ByKey = 1,
}
