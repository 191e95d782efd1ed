using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The batched form of EmbedText.</summary>
internal sealed class EmbedTextStage(EmbedTextTransformer transformer, EmbedTextMapper mapper) : LookAheadStage<ReadOnlyMemory<char>, TextEmbedding>
{
    public override int InputColumnIndex => mapper.Input.Index;

    public override DataViewSchema.DetachedColumn[] AddedColumns => mapper.GetOutputColumns();

    public override IEnumerator<TextEmbedding> Open(IEnumerable<ReadOnlyMemory<char>> inputs) => transformer.Open(inputs);

    public override Delegate CreateGetter(int addedColumn, Func<TextEmbedding> current) => mapper.CreateGetter(addedColumn, current);
}
