using System.Runtime.CompilerServices;

// Save/load contexts, VersionInfo, LoadableClassAttribute and the base classes' constructors are internal to these two.
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]
