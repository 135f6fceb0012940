using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpServer;
using SmtpServer.IO;
using SmtpServer.Net;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>
/// Answers at once. The library's own connection lets each short answer wait until the other side has said that it got the one before
/// (Nagle's algorithm against delayed acknowledgement): 40 ms a mail.
/// </summary>
internal sealed class CatcherListener(IEndpointDefinition endpoint) : IEndpointListener
{
    private readonly TcpListener _listener = Started(endpoint);

    public async Task<ISecurableDuplexPipe> GetPipeAsync(ISessionContext context, CancellationToken cancellationToken)
    {
        var client = await _listener.AcceptTcpClientAsync(cancellationToken);
        client.NoDelay = true;
        return new Pipe(client);
    }

    public void Dispose() => _listener.Dispose();

    private static TcpListener Started(IEndpointDefinition endpoint)
    {
        var listener = new TcpListener(endpoint.Endpoint);
        listener.Start();
        return listener;
    }

    internal sealed class Factory : IEndpointListenerFactory
    {
        public IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) => new CatcherListener(endpointDefinition);
    }

    private sealed class Pipe(TcpClient client) : ISecurableDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(client.GetStream());

        public PipeWriter Output { get; } = PipeWriter.Create(client.GetStream());

        public bool IsSecure => false;

        public SslProtocols SslProtocol => SslProtocols.None;

        public Task UpgradeAsync(X509Certificate certificate, SslProtocols protocols, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The catcher has no certificate: it is never offered.");

        public void Dispose()
        {
            Input.Complete();
            Output.Complete();
            client.Dispose();
        }
    }
}
