namespace CtVlm.MLNet.Torch;

/// <summary>What the classes are to the loss that trains a pooling.</summary>
public enum PoolingTarget
{
    /// <summary>Classes without an order: cross-entropy.</summary>
    Nominal = 0,

    /// <summary>Grades: one direction, one threshold a step (CORAL, Cao, Mirjalili and Raschka, arXiv 1901.07884).</summary>
    Coral = 1,

    /// <summary>Grades: one conditional task a step (CORN, Shi, Cao and Raschka, arXiv 2111.08851).</summary>
    Corn = 2,
}
