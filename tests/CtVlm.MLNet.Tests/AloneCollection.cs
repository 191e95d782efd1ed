namespace CtVlm.MLNet.Tests;

/// <summary>Tests that measure the process: no other runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
