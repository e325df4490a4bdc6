/**
 * Errors and notices of the server in the user's language, by their stable codes. In English the
 * server's own sentences are shown; a code that another language lacks is a type error.
 *
 * @module
 */
import type { FrameboxError, ReasonCode } from "../../../base/errors/mod.ts";
import { fill } from "./format.ts";
import type { Language } from "./in_languages.ts";

/** Notices of runs, with the names of their details; see {@linkcode REASONS} for those of errors. */
export const NOTICES = {
  "frame-too-large": ["picture_bytes"],
  "quota": [],
  "data-lost": [],
  "files-lost": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What has a sentence in each language. */
type Code = ReasonCode | keyof typeof NOTICES;

const PT: Readonly<Record<Code, string>> = {
  "draining": "O servidor está parando; tente de novo quando ele voltar.",
  "internal": "Algo deu errado no servidor; os detalhes estão no log dele.",
  "disk-full":
    "O disco do servidor está cheio; quem o opera precisa abrir espaço onde está DATA_DIR ou indicar outro diretório.",
  "disk-read-only":
    "O servidor já não consegue gravar no disco (DATA_DIR); quem o opera precisa verificar.",
  "disk-failed": "O disco do servidor falhou (DATA_DIR); quem o opera precisa verificar.",
  "file-gone":
    "Um arquivo que o servidor guardava foi removido por outro programa (DATA_DIR); comece de novo.",
  "data-directory-gone":
    "O diretório de dados do servidor (DATA_DIR) foi removido e não pode ser recriado; quem o opera precisa verificar.",
  "too-many-sessions": "O servidor já tem {limit} sessões, o seu limite; tente de novo mais tarde.",
  "too-many-runs":
    "Uma sessão pode ter {limit} execuções ao mesmo tempo; termine uma delas primeiro.",
  "too-many-pages": "Há páginas demais abertas neste servidor; tente de novo em um minuto.",
  "too-many-requests":
    "Já há imagens demais à espera do resultado; tente de novo em alguns segundos.",
  "too-many-held":
    "O servidor tem imagens demais na memória neste momento; tente de novo em alguns segundos.",
  "too-many-reads":
    "O servidor lê dados para usuários demais neste momento; tente de novo em alguns segundos.",
  "too-many-frames":
    "O servidor tem quadros demais em processamento; envie menos quadros ou quadros menores.",
  "too-many-videos":
    "O servidor já processa {limit} vídeos, o seu limite (MAX_VIDEOS); tente de novo quando um deles terminar.",
  "too-many-uploads":
    "Uma sessão pode ter {limit} envios ao mesmo tempo; termine ou remova um deles primeiro.",
  "too-many-thumbnails": "Miniaturas demais estão sendo feitas; tente de novo em um instante.",
  "too-many-watched":
    "Esta página já acompanha {limit} fluxos; deixe de acompanhar um deles primeiro.",
  "too-many-streams": "O servidor já tem {limit} fluxos, o seu limite; termine um deles primeiro.",
  "too-many-images":
    "Um conjunto aceita {limit} imagens (MAX_IMAGES_PER_RUN); comece outro para as restantes.",
  "no-room":
    "Não há espaço para mais {needed_bytes}; remova outros vídeos primeiro (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
  "no-room-for-result":
    "Já não há espaço para o vídeo do resultado; remova outras execuções ou peça um SESSION_QUOTA_MB maior.",
  "no-room-for-images":
    "Já não há espaço em disco para as imagens desta sessão; baixe o que está pronto e comece de novo (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
  "session-ended": "Esta sessão terminou; comece uma nova.",
  "run-ended": "Esta execução terminou; comece uma nova.",
  "no-such-run": "Não há essa execução nesta sessão.",
  "run-reset": "A contagem de quadros foi reiniciada; comece de novo.",
  "result-dropped": "A sessão terminou ou foi reiniciada antes de o resultado chegar.",
  "not-pausable":
    "Esta execução recebe os quadros de quem os envia; só vídeos e conjuntos de imagens podem ser pausados.",
  "video-started-grey":
    "Os quadros até aqui são cinza, e o vídeo também; comece de novo para usar outro processador.",
  "abandoned": "Ninguém acompanhava, e nada mais avançava.",
  "no-such-processor": "Não há esse processador; há {processors}.",
  "processor-without-pictures": "{processor} não recebe imagens; escolha um destes: {processors}.",
  "no-answer": "Sem resposta depois de {waited_ms}.",
  "worker-timeout": "{worker} não respondeu em {waited_ms}.",
  "worker-gone": "A conexão do worker fechou antes de ele responder.",
  "worker-unreached": "O quadro foi entregue muitas vezes e nunca chegou a um worker.",
  "worker-refused": "O worker não aceitou o quadro.",
  "processor-too-slow": "O processador levou mais de {limit_ms}; envie uma imagem menor.",
  "processor-crashed": "A parte do servidor que processa imagens falhou e foi iniciada de novo.",
  "body-too-large": "O pedido passa do limite de {limit_bytes}; envie um mais curto.",
  "upload-too-large": "O envio passa do limite de {limit_bytes} (MAX_UPLOAD_MB).",
  "video-too-large": "O arquivo passa do limite de {limit_bytes} (MAX_VIDEO_MB).",
  "upload-broken-off": "O envio foi interrompido.",
  "upload-stalled": "O envio quase não avançou em {waited_ms}.",
  "upload-gone": "Esse envio já não existe; envie de novo.",
  "upload-in-use": "Outro pedido está usando este envio; tente de novo quando ele terminar.",
  "picture-missing":
    "O pedido não tem imagem; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
  "picture-empty":
    "A imagem está vazia; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
  "picture-unknown":
    "Não é uma imagem que o servidor lê; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
  "picture-of-other-kind":
    "O arquivo é do tipo {kind}, que o servidor não lê; envie um JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
  "picture-too-large": "A imagem tem {picture_bytes}; o limite é {limit_bytes} (MAX_UPLOAD_MB).",
  "picture-without-pixels":
    "A imagem diz ter {width}×{height} pixels; precisa de pelo menos um em cada direção.",
  "picture-of-too-many-pixels":
    "A imagem diz ter {width}×{height} pixels; o limite é {limit} no total (MAX_MEGAPIXELS).",
  "picture-side-too-long":
    "Um JPEG tem no máximo {limit} pixels por lado; esta imagem tem {width}×{height}.",
  "picture-damaged":
    "A imagem {kind} não pode ser lida: está cortada ou danificada. Envie o arquivo inteiro e intacto.",
  "picture-unsupported":
    "A imagem {kind} é de uma forma que o servidor não lê. Salve-a como JPEG ou PNG comum, RGB de 8 bits.",
  "picture-needs-ffmpeg":
    "O servidor não pode ler esta imagem {kind}: ele não tem ffmpeg. Salve-a como JPEG ou PNG, ou instale o ffmpeg onde o servidor roda.",
  "picture-needs-decoder":
    "O servidor não pode ler esta imagem {kind}: o ffmpeg dele não tem decodificador para ela. Salve-a como JPEG ou PNG.",
  "picture-too-slow":
    "Esta imagem {kind} demorou demais para ser decodificada; tente de novo ou salve-a como JPEG ou PNG.",
  "picture-undecodable":
    "O ffmpeg do servidor não consegue decodificar esta imagem {kind}: está cortada, danificada ou numa forma que ele não conhece. Salve-a como JPEG ou PNG.",
  "no-ffmpeg":
    "O servidor não decodifica vídeos porque não tem ffmpeg; a página os decodifica no navegador.",
  "no-video-encoder":
    "O ffmpeg do servidor não consegue codificar vídeos; ele precisa de libx264, libopenh264 ou mpeg4.",
  "video-empty": "O arquivo está vazio; precisa ser um vídeo.",
  "video-unknown":
    "O arquivo não é um vídeo que o servidor lê; arquivos MP4, MOV, MKV, WebM, AVI e MPEG são.",
  "video-index-missing":
    "O vídeo está cortado: falta o índice, que fica no fim; dê o arquivo inteiro.",
  "video-damaged": "O vídeo não pode ser lido: está danificado, cortado ou protegido.",
  "video-only-sound": "O arquivo só tem som; precisa de um vídeo.",
  "video-encrypted": "O vídeo é criptografado; precisa ser um sem proteção contra cópia.",
  "video-codec-unknown":
    "O ffmpeg do servidor não conhece o codec do vídeo, ou o arquivo está danificado ou cortado; H.264 sempre serve.",
  "video-codec":
    "O ffmpeg do servidor não consegue decodificar o codec do vídeo, {codec}; H.264 sempre serve.",
  "video-of-too-many-pixels":
    "Os quadros do vídeo têm {width}×{height} pixels; o limite é {limit} no total (MAX_MEGAPIXELS).",
  "video-without-frames": "O vídeo não tem quadros; precisa de pelo menos um.",
  "video-too-slow": "Ler o começo do vídeo demorou demais; ele pode estar danificado.",
  "ffmpeg-failed":
    "O ffmpeg parou enquanto processava o vídeo; os detalhes estão no log do servidor.",
  "no-data": "Esta execução ainda não tem data.mat.",
  "no-such-variable": "data.mat não tem essa variável; ela pode ter sido substituída.",
  "variable-too-large":
    "Esta variável tem {variable_bytes} e é grande demais para ser mostrada; baixe data.mat.",
  "no-cameras": "Este servidor não tem câmeras de rede; quem o opera as indica em CAMERAS.",
  "no-such-camera": "Não há essa câmera; há {cameras}.",
  "no-such-stream": "Não há esse fluxo; ele pode ter terminado.",
  "no-streams": "Este servidor não mostra os fluxos; com SHOW_STREAMS=true ele os mostra.",
  "stream-finished": "O cliente enviou todos os seus quadros.",
  "stream-client-gone": "O cliente se desconectou.",
  "host-not-a-name":
    "O cabeçalho Host do pedido não é um nome de host, por isso não pode ser para este servidor (ALLOWED_HOSTS define os nomes dele).",
  "host-unknown":
    "Este servidor não atende pelo nome {name}. Se os usuários chegam a ele por esse nome, inicie o servidor com {setting}; se só um proxy na frente o chama assim, o proxy deve repassar o cabeçalho Host do navegador (nginx: proxy_set_header Host $http_host).",
  "origin-unknown":
    "A página está em {origin}, mas o pedido chegou aqui para {asked}. Se um proxy na frente muda o cabeçalho Host, inicie o servidor com {setting} ou faça o proxy repassá-lo (nginx: proxy_set_header Host $http_host); se não, é a página de outro site.",
  "nothing-here": "Não há nada neste endereço; a página deste servidor está em {page} (BASE_PATH).",
  "other-site":
    "Este pedido veio da página de outro site; o servidor só aceita esses pedidos da própria página (ALLOWED_HOSTS define os outros nomes dele).",
  "frame-too-large":
    "Esta imagem tem {picture_bytes} como .mat; o worker aceita 4 MB (o padrão do gRPC). Tamanho inteiro: aumente grpc.max_receive_message_length e envie max-receive-bytes; senão ela é reduzida onde SUBMIT_MAX_BYTES é auto.",
  "quota":
    "Os dados de novos resultados não são guardados, pois já não há espaço; baixe data.mat e depois recomece a contagem ou comece de novo.",
  "data-lost": "Os dados de novos resultados não puderam ser gravados em data.mat.",
  "files-lost":
    "Os arquivos desta sessão foram removidos do disco do servidor; o que havia neles se perdeu.",
};

const ES: Readonly<Record<Code, string>> = {
  "draining": "El servidor se está deteniendo; prueba de nuevo cuando vuelva.",
  "internal": "Algo salió mal en el servidor; su registro tiene los detalles.",
  "disk-full":
    "El disco del servidor está lleno; quien lo opera tiene que hacer sitio donde está DATA_DIR o indicar otro directorio.",
  "disk-read-only":
    "El servidor ya no puede escribir en su disco (DATA_DIR); quien lo opera tiene que revisarlo.",
  "disk-failed": "El disco del servidor ha fallado (DATA_DIR); quien lo opera tiene que revisarlo.",
  "file-gone":
    "Otro programa eliminó un archivo que el servidor guardaba (DATA_DIR); empieza de nuevo.",
  "data-directory-gone":
    "El directorio de datos del servidor (DATA_DIR) fue eliminado y no se puede volver a crear; quien lo opera tiene que revisarlo.",
  "too-many-sessions":
    "El servidor ya tiene {limit} sesiones, su límite; prueba de nuevo más tarde.",
  "too-many-runs":
    "Una sesión puede tener {limit} ejecuciones a la vez; termina una de ellas primero.",
  "too-many-pages":
    "Hay demasiadas páginas abiertas en este servidor; prueba de nuevo en un minuto.",
  "too-many-requests":
    "Ya hay demasiadas imágenes a la espera de su resultado; prueba de nuevo en unos segundos.",
  "too-many-held":
    "El servidor tiene demasiadas imágenes en memoria en este momento; prueba de nuevo en unos segundos.",
  "too-many-reads":
    "El servidor lee datos para demasiados usuarios en este momento; prueba de nuevo en unos segundos.",
  "too-many-frames":
    "El servidor tiene demasiados fotogramas en proceso; envía menos o más pequeños.",
  "too-many-videos":
    "El servidor ya procesa {limit} vídeos, su límite (MAX_VIDEOS); prueba de nuevo cuando uno termine.",
  "too-many-uploads":
    "Una sesión puede tener {limit} envíos a la vez; termina o elimina uno de ellos primero.",
  "too-many-thumbnails": "Se están haciendo demasiadas miniaturas; prueba de nuevo en un momento.",
  "too-many-watched": "Esta página ya sigue {limit} flujos; deja de seguir uno de ellos primero.",
  "too-many-streams":
    "El servidor ya tiene {limit} flujos, su límite; termina uno de ellos primero.",
  "too-many-images":
    "Un conjunto admite {limit} imágenes (MAX_IMAGES_PER_RUN); empieza otro para las demás.",
  "no-room":
    "No hay sitio para otros {needed_bytes}; elimina otros vídeos primero (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
  "no-room-for-result":
    "Ya no hay sitio para el vídeo del resultado; elimina otras ejecuciones o pide un SESSION_QUOTA_MB mayor.",
  "no-room-for-images":
    "Ya no hay sitio en disco para las imágenes de esta sesión; descarga lo que esté listo y empieza de nuevo (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
  "session-ended": "Esta sesión ha terminado; empieza una nueva.",
  "run-ended": "Esta ejecución ha terminado; empieza una nueva.",
  "no-such-run": "No hay tal ejecución en esta sesión.",
  "run-reset": "Se reinició la cuenta de fotogramas; empieza de nuevo.",
  "result-dropped": "La sesión terminó o se reinició antes de que llegara el resultado.",
  "not-pausable":
    "Esta ejecución recibe los fotogramas de quien los envía; solo se pueden pausar vídeos y conjuntos de imágenes.",
  "video-started-grey":
    "Los fotogramas hasta aquí son grises, y también el vídeo; empieza de nuevo para usar otro procesador.",
  "abandoned": "Nadie lo seguía y ya nada avanzaba.",
  "no-such-processor": "No hay tal procesador; hay {processors}.",
  "processor-without-pictures": "{processor} no recibe imágenes; elija uno de estos: {processors}.",
  "no-answer": "Sin respuesta después de {waited_ms}.",
  "worker-timeout": "{worker} no respondió en {waited_ms}.",
  "worker-gone": "La conexión del worker se cerró antes de que respondiera.",
  "worker-unreached": "El fotograma se entregó muchas veces y nunca llegó a un worker.",
  "worker-refused": "El worker no aceptó el fotograma.",
  "processor-too-slow": "El procesador tardó más de {limit_ms}; envía una imagen más pequeña.",
  "processor-crashed":
    "La parte del servidor que procesa imágenes falló y se ha iniciado de nuevo.",
  "body-too-large": "La petición supera el límite de {limit_bytes}; envía una más corta.",
  "upload-too-large": "El envío supera el límite de {limit_bytes} (MAX_UPLOAD_MB).",
  "video-too-large": "El archivo supera el límite de {limit_bytes} (MAX_VIDEO_MB).",
  "upload-broken-off": "El envío se interrumpió.",
  "upload-stalled": "El envío apenas avanzó en {waited_ms}.",
  "upload-gone": "Ese envío ya no existe; envíalo de nuevo.",
  "upload-in-use": "Otra petición usa este envío; prueba de nuevo cuando termine.",
  "picture-missing":
    "La petición no tiene imagen; envía un archivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC.",
  "picture-empty":
    "La imagen está vacía; envía un archivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC.",
  "picture-unknown":
    "No es una imagen que el servidor lea; envía un archivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC.",
  "picture-of-other-kind":
    "El archivo es de tipo {kind}, que el servidor no lee; envía un JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC.",
  "picture-too-large":
    "La imagen tiene {picture_bytes}; el límite es {limit_bytes} (MAX_UPLOAD_MB).",
  "picture-without-pixels":
    "La imagen dice tener {width}×{height} píxeles; necesita al menos uno en cada dirección.",
  "picture-of-too-many-pixels":
    "La imagen dice tener {width}×{height} píxeles; el límite es {limit} en total (MAX_MEGAPIXELS).",
  "picture-side-too-long":
    "Un JPEG tiene como máximo {limit} píxeles por lado; esta imagen tiene {width}×{height}.",
  "picture-damaged":
    "La imagen {kind} no se puede leer: está cortada o dañada. Envía el archivo entero y sin daños.",
  "picture-unsupported":
    "La imagen {kind} es de una forma que el servidor no lee. Guárdala como JPEG o PNG corriente, RGB de 8 bits.",
  "picture-needs-ffmpeg":
    "El servidor no puede leer esta imagen {kind}: no tiene ffmpeg. Guárdala como JPEG o PNG, o instala ffmpeg donde está el servidor.",
  "picture-needs-decoder":
    "El servidor no puede leer esta imagen {kind}: su ffmpeg no tiene decodificador para ella. Guárdala como JPEG o PNG.",
  "picture-too-slow":
    "Esta imagen {kind} tardó demasiado en decodificarse; prueba de nuevo o guárdala como JPEG o PNG.",
  "picture-undecodable":
    "El ffmpeg del servidor no puede decodificar esta imagen {kind}: está cortada, dañada o en una forma que no conoce. Guárdala como JPEG o PNG.",
  "no-ffmpeg":
    "El servidor no decodifica vídeos porque no tiene ffmpeg; la página los decodifica en el navegador.",
  "no-video-encoder":
    "El ffmpeg del servidor no puede codificar vídeos; necesita libx264, libopenh264 o mpeg4.",
  "video-empty": "El archivo está vacío; tiene que ser un vídeo.",
  "video-unknown":
    "El archivo no es un vídeo que el servidor lea; los archivos MP4, MOV, MKV, WebM, AVI y MPEG lo son.",
  "video-index-missing":
    "El vídeo está cortado: falta su índice, que está al final; da el archivo entero.",
  "video-damaged": "El vídeo no se puede leer: está dañado, cortado o protegido.",
  "video-only-sound": "El archivo solo tiene sonido; necesita un vídeo.",
  "video-encrypted": "El vídeo está cifrado; tiene que ser uno sin protección contra copia.",
  "video-codec-unknown":
    "El ffmpeg del servidor no conoce el códec del vídeo, o el archivo está dañado o cortado; H.264 siempre sirve.",
  "video-codec":
    "El ffmpeg del servidor no puede decodificar el códec del vídeo, {codec}; H.264 siempre sirve.",
  "video-of-too-many-pixels":
    "Los fotogramas del vídeo tienen {width}×{height} píxeles; el límite es {limit} en total (MAX_MEGAPIXELS).",
  "video-without-frames": "El vídeo no tiene fotogramas; necesita al menos uno.",
  "video-too-slow": "Leer el comienzo del vídeo tardó demasiado; puede estar dañado.",
  "ffmpeg-failed":
    "El ffmpeg del servidor se detuvo mientras procesaba el vídeo; el registro del servidor tiene los detalles.",
  "no-data": "Esta ejecución aún no tiene data.mat.",
  "no-such-variable": "data.mat no tiene esa variable; puede haber sido sustituida.",
  "variable-too-large":
    "Esta variable tiene {variable_bytes} y es demasiado grande para mostrarla; descarga data.mat.",
  "no-cameras": "Este servidor no tiene cámaras de red; quien lo opera las indica en CAMERAS.",
  "no-such-camera": "No hay tal cámara; hay {cameras}.",
  "no-such-stream": "No hay tal flujo; puede haber terminado.",
  "no-streams": "Este servidor no muestra los flujos; con SHOW_STREAMS=true los muestra.",
  "stream-finished": "El cliente envió todos sus fotogramas.",
  "stream-client-gone": "El cliente se desconectó.",
  "host-not-a-name":
    "La cabecera Host de la petición no es un nombre de host, así que no puede ser para este servidor (ALLOWED_HOSTS define sus nombres).",
  "host-unknown":
    "Este servidor no atiende por el nombre {name}. Si los usuarios llegan a él por ese nombre, inicia el servidor con {setting}; si solo un proxy delante lo llama así, el proxy debe pasar la cabecera Host del navegador (nginx: proxy_set_header Host $http_host).",
  "origin-unknown":
    "La página está en {origin}, pero su petición llegó aquí para {asked}. Si un proxy delante cambia la cabecera Host, inicia el servidor con {setting} o haz que el proxy la pase (nginx: proxy_set_header Host $http_host); si no, es la página de otro sitio.",
  "nothing-here":
    "No hay nada en esta dirección; la página de este servidor está en {page} (BASE_PATH).",
  "other-site":
    "Esta petición vino de la página de otro sitio; el servidor solo admite esas peticiones de su propia página (ALLOWED_HOSTS define sus otros nombres).",
  "frame-too-large":
    "Esta imagen tiene {picture_bytes} como .mat; el worker acepta 4 MB (el valor de gRPC). Tamaño completo: aumenta grpc.max_receive_message_length y envía max-receive-bytes; si no, se reduce donde SUBMIT_MAX_BYTES es auto.",
  "quota":
    "Los datos de los nuevos resultados no se guardan, porque ya no hay sitio; descarga data.mat y después vuelve a contar o empieza de nuevo.",
  "data-lost": "Los datos de los nuevos resultados no se pudieron escribir en data.mat.",
  "files-lost":
    "Los archivos de esta sesión fueron eliminados del disco del servidor; lo que había en ellos se perdió.",
};

/** Sentences by code. */
export const REASON_TEXT: Readonly<Record<Language, Readonly<Partial<Record<Code, string>>>>> = {
  en: {},
  pt: PT,
  es: ES,
};

/** Kinds of files that no name stands for, in each language; by the word that `kind` has. */
export const KIND_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  pt: {
    "camera's raw": "RAW de câmera",
    "sound": "som",
    "Ogg video or sound": "Ogg (vídeo ou som)",
    "Matroska or WebM": "Matroska ou WebM",
    "MP4 or QuickTime": "MP4 ou QuickTime",
    "program": "programa",
    "text": "texto",
    "data: address as text": "endereço data: em texto",
  },
  es: {
    "camera's raw": "RAW de cámara",
    "sound": "sonido",
    "Ogg video or sound": "Ogg (vídeo o sonido)",
    "Matroska or WebM": "Matroska o WebM",
    "MP4 or QuickTime": "MP4 o QuickTime",
    "program": "programa",
    "text": "texto",
    "data: address as text": "dirección data: como texto",
  },
};

/** An error's sentence; the server's own English one where the language has none for its reason. */
export function sentenceIn(
  language: Language,
  { message, because }: Pick<FrameboxError, "message" | "because">,
): { readonly text: string; readonly isEnglish: boolean } {
  const sentence = because && REASON_TEXT[language][because.code];
  if (sentence === undefined) return { text: message, isEnglish: true };
  return { text: fill(sentence, because?.details ?? {}), isEnglish: false };
}
