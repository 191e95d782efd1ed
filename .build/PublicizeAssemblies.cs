using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Mono.Cecil;

/// <summary>Writes copies of assemblies in which every type, method and field is public.</summary>
public sealed class PublicizeAssemblies : Task
{
    [Required]
    public ITaskItem[] Sources { get; set; }

    /// <summary>Every reference of the project, for types that constants and signatures name.</summary>
    [Required]
    public ITaskItem[] References { get; set; }

    [Required]
    public string OutputFolder { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(OutputFolder);
        using var resolver = new DefaultAssemblyResolver();
        foreach (string folder in References.Select(r => Path.GetDirectoryName(r.ItemSpec)).Distinct())
        {
            resolver.AddSearchDirectory(folder);
        }

        foreach (ITaskItem source in Sources)
        {
            string from = source.ItemSpec;
            string to = Path.Combine(OutputFolder, Path.GetFileName(from));
            if (File.Exists(to))
            {
                continue;
            }

            // A neighbour build may write the same file: write aside, then move into place.
            string aside = to + "." + Guid.NewGuid().ToString("N");
            using (ModuleDefinition module = ModuleDefinition.ReadModule(from, new ReaderParameters { AssemblyResolver = resolver }))
            {
                foreach (TypeDefinition type in module.GetTypes())
                {
                    Publicize(type);
                }

                module.Write(aside);
            }

            try
            {
                File.Move(aside, to);
            }
            catch (IOException) when (File.Exists(to))
            {
                File.Delete(aside);
            }
        }

        return true;
    }

    private static void Publicize(TypeDefinition type)
    {
        if (type.IsNested)
        {
            type.IsNestedPublic = true;
        }
        else
        {
            type.IsPublic = true;
        }

        // An explicit interface implementation stays private: its name cannot be spelled in C#.
        // A protected virtual member stays protected, so that it is overridden as its authors meant it.
        foreach (MethodDefinition method in type.Methods.Where(m => m.IsConstructor || !m.Name.Contains(".")).Where(m => !IsForOverriding(m)))
        {
            method.IsPublic = true;
        }

        // The backing field of an event has the event's name: making it public would make the name ambiguous.
        foreach (FieldDefinition field in type.Fields.Where(f => !f.Name.StartsWith("<", StringComparison.Ordinal) && type.Events.All(e => e.Name != f.Name)))
        {
            field.IsPublic = true;
        }
    }

    private static bool IsForOverriding(MethodDefinition method) =>
        method.IsVirtual && (method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType.IsSealed;
}
