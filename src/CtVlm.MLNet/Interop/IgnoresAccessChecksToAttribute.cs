namespace System.Runtime.CompilerServices;

/// <summary>The runtime reads this attribute by name: the assembly that carries it may reach the named assembly's internals.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
