using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CreditDecision.Service.Reflection;

/// <summary>What can be asked about a set of services: their files, and by name everything that those files declare.</summary>
public sealed class ReflectionCatalog
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = new(StringComparer.Ordinal);

    /// <summary>Over these services, their files and all that those import.</summary>
    public ReflectionCatalog(IEnumerable<ServiceDescriptor> services)
    {
        var served = services.ToList();
        Services = [.. served.Select(service => service.FullName).Distinct().Order(StringComparer.Ordinal)];
        foreach (var service in served)
            AddFile(service.File);
    }

    /// <summary>Full names of the services, sorted.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>The file of this path; null when there is none.</summary>
    public FileDescriptor? FileByName(string path) => _files.GetValueOrDefault(path);

    /// <summary>The file that declares this full name; null when none does.</summary>
    public FileDescriptor? FileBySymbol(string symbol) => _symbols.GetValueOrDefault(symbol);

    /// <summary>The file that declares this extension of this message; null when none does.</summary>
    public FileDescriptor? FileByExtension(string message, int number) => _extensions.GetValueOrDefault(message)?.GetValueOrDefault(number);

    /// <summary>Numbers of the extensions of this message, sorted; null when there is no such message.</summary>
    public IReadOnlyCollection<int>? ExtensionNumbers(string message)
    {
        if (_extensions.TryGetValue(message, out var known))
            return known.Keys;

        return _symbols.TryGetValue(message, out var file) && IsMessage(file, message) ? [] : null;
    }

    private static bool IsMessage(FileDescriptor file, string name) => file.MessageTypes.SelectMany(WithNested).Any(message => message.FullName == name);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) => message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private void AddFile(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;

        foreach (var import in file.Dependencies)
            AddFile(import);

        foreach (var service in file.Services)
            Declare(file, [service.FullName, .. service.Methods.Select(method => method.FullName)]);

        foreach (var message in file.MessageTypes.SelectMany(WithNested))
            AddMessage(file, message);

        foreach (var values in file.EnumTypes)
            AddEnum(file, values);

        AddExtensions(file, file.Extensions.UnorderedExtensions);
    }

    private void AddMessage(FileDescriptor file, MessageDescriptor message)
    {
        Declare(file, [message.FullName, .. message.Fields.InDeclarationOrder().Select(field => field.FullName), .. message.Oneofs.Select(oneof => oneof.FullName)]);
        foreach (var values in message.EnumTypes)
            AddEnum(file, values);

        AddExtensions(file, message.Extensions.UnorderedExtensions);
    }

    private void AddEnum(FileDescriptor file, EnumDescriptor values) => Declare(file, [values.FullName, .. values.Values.Select(value => value.FullName)]);

    private void AddExtensions(FileDescriptor file, IEnumerable<FieldDescriptor> extensions)
    {
        foreach (var extension in extensions)
        {
            Declare(file, [extension.FullName]);
            var message = extension.ExtendeeType.FullName;
            if (!_extensions.TryGetValue(message, out var known))
                _extensions[message] = known = [];

            known[extension.FieldNumber] = file;
        }
    }

    private void Declare(FileDescriptor file, IEnumerable<string> names)
    {
        foreach (var name in names)
            _symbols.TryAdd(name, file);
    }
}
