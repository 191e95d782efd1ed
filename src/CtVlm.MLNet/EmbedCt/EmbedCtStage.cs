using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The batched form of EmbedCt: slices of several series share a call of the encoder.</summary>
internal sealed class EmbedCtStage(EmbedCtTransformer transformer, EmbedCtMapper mapper) : LookAheadStage<CtVolume?, SeriesEmbedding>
{
    public override int InputColumnIndex => mapper.Input.Index;

    public override DataViewSchema.DetachedColumn[] AddedColumns => mapper.GetOutputColumns();

    public override bool DropsRows => transformer.Options.OnError == SeriesErrorPolicy.SkipRow;

    public override IEnumerator<SeriesEmbedding> Open(IEnumerable<CtVolume?> inputs) => transformer.Open(inputs);

    public override bool IsKept(SeriesEmbedding result) => result.Failure is null;

    public override Delegate CreateGetter(int addedColumn, Func<SeriesEmbedding> current) => mapper.CreateGetter(addedColumn, current);
}
