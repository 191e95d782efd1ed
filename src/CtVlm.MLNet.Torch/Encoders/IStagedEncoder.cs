namespace CtVlm.MLNet.Torch;

/// <summary>An encoder that shows what each of its stages gives, so that a difference from a reference names the stage where it begins.</summary>
/// <typeparam name="TInput">What is encoded.</typeparam>
internal interface IStagedEncoder<in TInput>
{
    /// <summary>Encodes, and shows each stage in order; called like Encode, by one thread at a time, inside inference mode and a dispose scope.</summary>
    void Trace(TInput input, StageHandler stage);
}
