namespace CtVlm.MLNet.Torch;

/// <summary>How the values of trained parameters are worked on.</summary>
internal enum UpdatePath
{
    /// <summary>In the CPU's memory, where they are contiguous.</summary>
    Memory = 0,

    /// <summary>By torch's operations, wherever they are.</summary>
    Tensors = 1,
}
