namespace CtVlm.MLNet.Fuzzing;

/// <summary>A target delivered something that cannot be right, or took more time or memory than any input may.</summary>
internal sealed class FuzzFailureException(string message) : Exception(message)
{
    /// <summary>Throws unless the claim holds.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new FuzzFailureException(message);
        }
    }
}
