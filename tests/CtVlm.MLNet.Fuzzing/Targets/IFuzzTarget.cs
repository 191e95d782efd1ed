namespace CtVlm.MLNet.Fuzzing;

/// <summary>One entrance of the library that must take any bytes: it delivers or refuses, and nothing else.</summary>
/// <remarks>A target may keep buffers and files between runs; one thread uses it.</remarks>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Name on the command line and of the folder of its regressions.</summary>
    string Name { get; }

    /// <summary>Longest input that is worth a run, bytes.</summary>
    int MaxInputBytes { get; }

    /// <summary>Inputs to start from, drawn from the golden and hostile sets.</summary>
    IEnumerable<byte[]> Seeds();

    /// <summary>Byte strings that mean something to the target, for the mutator.</summary>
    IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Runs one input.</summary>
    /// <returns>True when it was delivered, false when it was refused with the exception that the entrance may throw.</returns>
    /// <exception cref="FuzzFailureException">The entrance delivered something that cannot be right.</exception>
    bool Run(byte[] input);
}
