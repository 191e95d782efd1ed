namespace CtVlm.MLNet.Torch;

/// <summary>Which slices the instance loss of CLAM speaks of.</summary>
public enum ClamInstances
{
    /// <summary>Those of the bag's class: the most attended are of it, the least attended are not.</summary>
    OfClass = 0,

    /// <summary>Also those of every other class: the most attended are not of it. For classes that exclude each other.</summary>
    OfEveryClass = 1,
}
