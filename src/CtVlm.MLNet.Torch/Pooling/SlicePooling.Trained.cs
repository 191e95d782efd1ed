namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
public abstract partial class SlicePooling
{
}
