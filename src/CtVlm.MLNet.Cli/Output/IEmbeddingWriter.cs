namespace CtVlm.MLNet.Cli;

/// <summary>Writes rows of embeddings to a stream, bounded in memory.</summary>
internal interface IEmbeddingWriter : IAsyncDisposable
{
    /// <summary>Appends a row.</summary>
    Task WriteAsync(EmbeddingRow row, CancellationToken cancellationToken);

    /// <summary>Writes what is still held back, and the end of the file.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
