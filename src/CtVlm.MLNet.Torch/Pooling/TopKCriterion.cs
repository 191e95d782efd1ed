namespace CtVlm.MLNet.Torch;

/// <summary>By what the k largest are chosen.</summary>
public enum TopKCriterion
{
    /// <summary>The rows of largest L2 norm; of equal norms the earlier row.</summary>
    Norm = 0,

    /// <summary>The largest values of each column, whatever their rows.</summary>
    Dimension = 1,
}
