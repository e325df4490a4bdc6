/**
 * The page in Spanish.
 *
 * Each part has the words that stand in the page when it opens (`page`) and those that appear later (`live`). Translate what
 * is right of a colon, never what is left of it. `{name}` marks what is filled in and stays as it is; it may stand
 * anywhere in the sentence. `one` and `other` are the forms for one and for several. Lists keep their order and length.
 * What a sentence means is in `en.ts`, under the same names.
 *
 * @module
 */
import type { Translation } from "./translation.ts";

/** Words in Spanish. */
export const ES: Translation = {
  /** Every page: its head, its header, the list of workers, the list of keys, the connection. */
  frame: {
    page: {
      title: "framebox",
      description: "Da una imagen o la cámara y mira lo que tus workers hacen con ella.",
      skip: "Ir a la imagen",
      tabsLabel: "Qué dar",
      moreTabs: "Más",
      tabs: {
        image: "Imagen",
        camera: "Cámara",
        video: "Vídeo",
        imageSet: "Varias",
      },
      api: "API",
      theme: "Claro u oscuro",
      help: "Teclas",
      worker: {
        one: "{n} worker",
        other: "{n} workers",
      },
      noWorker: "Ningún worker",
      workersTitle: "Workers",
      workerName: "Nombre",
      workerSince: "Hace",
      workerDone: "Fotogramas",
      workerHeld: "En curso",
      workerLeaving: "acaba de irse, quizá vuelva",
      seconds: "{n} s",
      minutes: "{n} min",
      hours: "{n} h",
      days: "{n} d",
      open: "Quien llegue a esta dirección puede usar este servidor: se inició con OPEN=true.",
      keysTitle: "Teclas",
      keys: [
        ["O", "Elegir una imagen"],
        ["Ctrl V", "Pegar una imagen"],
        ["Espacio", "Pausar o seguir"],
        ["B", "Recuadros: mostrar o no"],
        ["C", "Comparar resultado y entrada"],
        ["F", "Pantalla completa"],
      ],
      lastKeys: [
        ["T", "Claro u oscuro"],
        ["?", "Esta lista"],
        ["Esc", "Cerrar"],
      ],
      close: "Cerrar",
      copy: "Copiar",
      noScript: "Esta página necesita JavaScript; sin él, la API HTTP hace lo mismo.",
    },
    live: {
      worker: {
        one: "{n} worker",
        other: "{n} workers",
      },
      noWorker: "Ningún worker",
      workers: "Workers",
      workersNone: "Workers (ninguno conectado)",
      workerCame: "{name} ha llegado.",
      workerLeft: "{name} se ha ido.",
      processorGone: "{name} ya no está disponible; a partir de ahora responde {other}.",
      clusterService: "Un servicio del clúster OSCAR {cluster}.",
      processorsCame: "Ahora se puede elegir {names}.",
      processorsLeft: "{names} ya no se puede elegir.",
      themeNow: {
        light: "Claro",
        dark: "Oscuro",
      },
      copied: "Copiado",
      ended: "Esta sesión ha terminado; sus archivos ya no existen.",
      startAgain: "Empezar de nuevo",
      reconnecting: "Reconectando …",
      backAgain: "Conectado de nuevo.",
      draining: "El servidor se está deteniendo. Reconectando …",
      busy: "Este servidor ya tiene todas las sesiones que admite. Prueba de nuevo en un minuto.",
      tabFailed:
        "Esta parte de la página no se cargó. Si el servidor está en marcha, recarga la página.",
    },
  },
  /** The Image tab: how a picture is given, and what happens to it until it is done. */
  image: {
    page: {
      input: "Entrada",
      drop: "Suelta una imagen aquí o pega una",
      choose: "Elegir una imagen",
      change: "Cambiar",
      tryExample: "o prueba una de estas",
      kinds: "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC, hasta {size}",
      dropNow: "Suéltala en cualquier lugar",
      examples: {
        astronaut: "Retrato de una astronauta",
        coffee: "Taza de café",
        chelsea: "Gata que mira hacia arriba",
        rocket: "Cohete en su plataforma",
      },
      inputAlt: "La imagen que has dado",
      processor: "Procesador",
      workers: "Workers",
      workersNone: "Workers (ninguno conectado)",
    },
    live: {
      sending: "Enviando la imagen, {percent} %",
      working: "Trabajando en ella",
      workedOnBy: "{name} está trabajando en ella",
      uploading: "Subiendo al clúster, {percent} %",
      stages: {
        queued: "Espera su turno",
        uploading: "Subiendo al clúster",
        waiting: "Espera en el clúster",
        running: "En curso en el clúster",
        fetching: "Recogiendo el resultado",
      },
      forSeconds: "{n} s",
      inLine: [
        "La siguiente de la cola",
        "Segunda de la cola",
        "Tercera de la cola",
        "Cuarta de la cola",
        "Quinta de la cola",
        "Sexta de la cola",
      ],
      inLineMore: "Hay {n} fotogramas antes del tuyo",
      about: "{position}, unos {n} s",
      waitingForWorker: "Esperando a que se conecte un worker",
      again: "Se entrega de nuevo: {reason}",
      tryAgain: "Reintentar",
      useBuiltIn: "Usar el integrado",
      failed: "No ha funcionado",
      problems: {
        RESOURCE_EXHAUSTED: "El servidor no tiene sitio para esto ahora",
        UNAVAILABLE: "Ahora no hay quien lo haga",
      },
      tooLarge:
        "Este archivo tiene {size}; este servidor admite hasta {limit}. Reduce la imagen o guárdala con más compresión.",
      notPicture:
        "{name} no es una imagen que este servidor lea. Admite JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF y HEIC.",
      noAnswer: "El servidor no responde. ¿Sigue en marcha?",
      frameTooLarge: "Demasiado grande para el worker",
      scaleDown: "Reducir hasta que quepa",
    },
  },
  /** The Camera tab, and the reasons why a camera does not open. */
  camera: {
    page: {
      cameraAlt: "Lo que ve la cámara",
      cameraTitle: "Muestra lo que ve una cámara",
      cameraText: "Los fotogramas van a este servidor y a sus workers, a ningún otro sitio.",
      startCamera: "Encender la cámara",
      stop: "Parar",
      pause: "Pausar",
      reset: "Volver a contar",
      device: "Cámara",
      anyDevice: "Cualquier cámara",
      cameraSize: "Tamaño",
    },
    live: {
      pause: "Pausar",
      resume: "Seguir",
      paused: "En pausa",
      countReset: "La cuenta vuelve a 0; data.mat está vacío.",
      smallerCamera: "Usar 1280 × 720",
      camera: "Cámara {n}",
      cameraAgainTitle: "La cámara está apagada",
      cameraStarting: "Encendiendo la cámara …",
      cameraAllow: "Permite la cámara en la pregunta del navegador.",
      cameraRefusedTitle: "La cámara fue rechazada",
      cameraRefused: {
        chrome:
          "Haz clic en el icono a la izquierda de la dirección, permite la cámara y enciéndela de nuevo. Si allí ya está permitida, permite el navegador en los ajustes de privacidad del sistema.",
        firefox:
          "Haz clic en la cámara tachada a la izquierda de la dirección, quita el bloqueo y enciéndela de nuevo. Si no hay ninguna, permite el navegador en los ajustes de privacidad del sistema.",
        safari:
          "Elige Safari, Ajustes para este sitio web, permite la cámara y enciéndela de nuevo. Si allí ya está permitida, permite Safari en los ajustes de privacidad del sistema.",
        other:
          "Permite la cámara para esta dirección en los ajustes del navegador y enciéndela de nuevo.",
      },
      cameraMissingTitle: "No se encontró ninguna cámara",
      cameraMissing: "Conecta una, o enciende la que tienes, y empieza de nuevo.",
      cameraInUseTitle: "La cámara está en uso",
      cameraInUse: "La tiene otro programa u otra pestaña. Ciérralo y enciéndela de nuevo.",
      cameraInsecureTitle: "Esta dirección no es lo bastante segura para una cámara",
      cameraInsecure: {
        chrome:
          "Los navegadores solo dan la cámara a páginas https y a localhost. Abre {localhost} en la máquina del servidor, o inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        firefox:
          "Los navegadores solo dan la cámara a páginas https y a localhost. Abre {localhost} en la máquina del servidor, o inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        safari:
          "Safari solo da la cámara a páginas https. Inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
        other:
          "Los navegadores solo dan la cámara a páginas https. Inicia el servidor con TLS_CERT y TLS_KEY y abre {https}.",
      },
      cameraFailedTitle: "No se pudo encender la cámara",
      cameraLostTitle: "La cámara ya no está",
      cameraLost: "Se desconectó o se apagó. Conéctala y enciéndela de nuevo.",
    },
  },
  /** The Camera tab: network cameras. */
  cameras: {
    page: {
      thisDevice: "Este aparato",
      network: "Cámaras de red",
    },
    live: {
      connecting: "Conectando con {name} …",
      connectingText: "La primera imagen puede tardar unos segundos.",
      alt: "Lo que ve {name}",
      away: "{name} no está desde las {time}",
      tryingAgain: "Se intenta de nuevo.",
      back: "{name} ha vuelto.",
      reasons: {
        "no-answer": "Sin respuesta",
        "connection-refused": "Rechaza la conexión",
        "unknown-host": "No se conoce su nombre de host",
        certificate: "Su certificado no es de confianza",
        login: "Rechaza el usuario o la contraseña",
        "not-found": "No tiene nada en esa ruta",
        "not-a-stream": "No da un flujo de imágenes",
        "no-pictures": "No envía más imágenes",
        ended: "Cerró el flujo",
        "bad-pictures": "Sus imágenes no se pueden leer",
        "no-ffmpeg": "El servidor no tiene ffmpeg, que las cámaras RTSP necesitan",
        failed: "La conexión falló",
      },
    },
  },
  /** The Video tab. */
  video: {
    page: {
      drop: "Suelta un vídeo aquí",
      choose: "Elegir un vídeo",
      tryExample: "o prueba este",
      example: "Un retrato en movimiento lento, 5 s",
      kinds: "MP4, MOV, WebM, MKV, AVI y otros, hasta {size}",
      kindsBrowser:
        "Lo que tu navegador reproduce: este servidor no tiene ffmpeg, así que el vídeo se decodifica aquí.",
      inputAlt: "El vídeo que diste",
      resultAlt: "El vídeo de los resultados",
      bar: "Progreso y reproducción",
      progress: "Progreso",
      play: "Reproducir",
      back: "Un fotograma atrás",
      forward: "Un fotograma adelante",
      stepKeys: "Fotograma anterior, fotograma siguiente",
      seek: "Fotograma",
      speed: "Velocidad",
      failed: "fallos",
      rate: "ritmo",
      frameData: "Datos de este fotograma",
      download: "Vídeo de los resultados",
    },
    live: {
      sending: "Enviando el vídeo, {percent} %",
      reading: "Leyendo el vídeo …",
      away: "Reconectando …",
      counted: "{done} de {total} fotogramas",
      countedOpen: "{done} fotogramas",
      withTime: "{words} · {rate} · faltan {left}",
      seconds: "{n} s",
      minutes: "{n} min {s} s",
      paused: "En pausa en {words}",
      pause: "Pausar",
      resume: "Continuar",
      cancel: "Cancelar",
      finishing: "Completando el vídeo …",
      done: {
        one: "{n} fotograma listo.",
        other: "{n} fotogramas listos.",
      },
      failedFrames: {
        one: "{n} fotograma falló; ahí el vídeo muestra el original.",
        other: "{n} fotogramas fallaron; ahí el vídeo muestra el original.",
      },
      endsEarly: "El archivo termina antes de tiempo; lo que se pudo leer está en el resultado.",
      soundLost: "El sonido, o una parte de él, no se pudo conservar.",
      hdrPale:
        "El vídeo es HDR; los colores se ven pálidos porque el ffmpeg de este servidor no tiene zscale.",
      cancelled: "El proceso se canceló",
      chooseAgain: "Elige otro vídeo o prueba este de nuevo.",
      notPlayable: "{name} no se puede reproducir. Prueba con un archivo MP4 (H.264) o WebM.",
      tooLarge: "Este archivo ocupa {size}; se aceptan hasta {limit}.",
      noResultVideo:
        "Este navegador no puede crear un vídeo de los resultados. Los datos están abajo; Chrome, Edge o Firefox pueden crear el vídeo.",
      originalHidden:
        "Este navegador no reproduce el original; el resultado de al lado sí se puede reproducir.",
      frame: "Fotograma {n} (0 a {last})",
      again: "Empezar de nuevo con {processor}",
      time: "{n} s",
      play: "Reproducir",
      stop: "Pausar",
      keepOpen:
        "El vídeo se decodifica aquí: deja esta página abierta y a la vista hasta que termine.",
    },
  },
  /** The tab of image sets. */
  imageSet: {
    page: {
      heading: "Imágenes",
      title: "Suelta aquí una carpeta o varias imágenes",
      choose: "Elegir imágenes",
      chooseFolder: "Elegir una carpeta",
      add: "Añadir imágenes",
      addFolder: "Añadir una carpeta",
      kinds:
        "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC, hasta {size} cada una; los demás archivos se omiten",
      example: "o prueba estas cuatro",
      tryExamples: "Probar cuatro ejemplos",
      progress: "Imágenes listas",
      show: "Mostrar",
      all: "Todas",
      failedOnly: "Con error",
      gallery: "Las imágenes y lo que se hizo de ellas",
      zip: "Descargar ZIP",
      zipHelp: "Imágenes, data.mat y una lista de lo que se hizo de cada una",
      cancel: "Cancelar",
      startOver: "Empezar de nuevo",
      viewer: "Una imagen",
      previous: "Imagen anterior",
      next: "Imagen siguiente",
      downloadResult: "Descargar el resultado",
      answers: "Lo que dice el procesador",
      frame: "fotograma",
      size: "tamaño",
      time: "tiempo",
      by: "por",
      data: "datos",
      values: "Números de esta imagen",
    },
    live: {
      states: {
        queued: "Por enviar",
        sending: "Enviando",
        waiting: "En espera",
        working: "En curso",
        done: "Lista",
        failed: "Falló",
        refused: "Rechazada",
        cancelled: "Cancelada",
      },
      looking: "Examinando los archivos …",
      none: "Ahí no hay ninguna imagen. Se leen JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF y HEIC.",
      skipped: {
        one: "{n} archivo no es una imagen y se omitió.",
        other: "{n} archivos no son imágenes y se omitieron.",
      },
      already: {
        one: "{n} imagen ya estaba aquí.",
        other: "{n} imágenes ya estaban aquí.",
      },
      missing: {
        one:
          "{n} imagen no se había enviado cuando la página se volvió a cargar. Da otra vez la misma carpeta; lo que ya está aquí no se envía dos veces.",
        other:
          "{n} imágenes no se habían enviado cuando la página se volvió a cargar. Da otra vez la misma carpeta; lo que ya está aquí no se envía dos veces.",
      },
      count: "{done} de {total}",
      perSecond: "{n} imágenes/s",
      perMinute: "{n} imágenes/min",
      secondsLeft: "quedan unos {n} s",
      minutesLeft: "quedan unos {n} min",
      failedCount: "{n} con error",
      toSend: "{n} por enviar",
      finished: {
        one: "{n} imagen lista.",
        other: "{n} imágenes listas.",
      },
      finishedFailed: "Listo; con error: {n}.",
      paused: "En pausa",
      cancelled: "Cancelado",
      retry: "Reintentar las que fallaron ({n})",
      offline: "El servidor no responde. El envío sigue solo cuando vuelva.",
      noWorker: "En espera de que se conecte un worker.",
      noPictures: "Nada ha fallado.",
      position: "{n} de {total}",
      beforeResult: "Aún no hay resultado; esto es lo que se dio.",
      noResultPicture: "Este resultado no tiene imagen; esto es lo que se dio.",
      inputAlt: "{name} tal como se dio",
      resultAlt: "Resultado de {name}",
      runFailed: "No se pudo empezar",
    },
  },
  /** Folders that the server watches. */
  folders: {
    page: {
      heading: "Carpetas vigiladas",
      watched: "Carpeta vigilada",
      progress: "Archivos de la carpeta que están listos",
    },
    live: {
      states: {
        idle: "Todos los archivos están listos",
        busy: "Trabajando",
        "no-workers": "Esperando un worker; no hay ninguno conectado",
        away: "La carpeta no está; sigue cuando vuelva",
        blocked: "No se pueden guardar los resultados; se vuelve a intentar",
        stopped: "El servidor se está deteniendo",
      },
      none: "Aún no ha llegado ningún archivo",
      done: "{n} listos",
      failed: "{n} con error",
      waiting: "{n} en espera",
      before: "{n} de antes",
      pace: "{n} archivos/s",
      left: "faltan unos {time}",
    },
  },
  /** The Streams tab. */
  streams: {
    page: {
      tab: "Flujos",
      list: "Flujos de clientes",
      key: "Flujo anterior, flujo siguiente",
      readOnly: "Solo para mirar: nada aquí cambia un flujo.",
      noneNow: "Ninguno ahora",
      none: "Ningún cliente está enviando.",
      noneText:
        "Los fotogramas que los programas envían por gRPC se ven aquí en vivo. Conecta uno a {address}:",
      client: "Cliente",
      service: "Servicio",
      setting: "Quién procesa",
      kinds: {
        "media-graph": "Azure Video Analyzer",
        "image-test": "ImageTest",
      },
      rate: "ritmo",
      failed: "fallos",
      latency: "tiempo",
      values: "Números del fotograma",
      resultAlt: "Resultado más nuevo del flujo",
    },
    live: {
      kinds: {
        "media-graph": "Azure Video Analyzer",
        "image-test": "ImageTest",
      },
      words: {
        "shared memory": "memoria compartida",
        grey: "gris",
      },
      silent: "en silencio",
      failing: "fallando",
      frames: {
        one: "{n} fotograma",
        other: "{n} fotogramas",
      },
      failed: "{n} con fallo",
      since: "desde {time}",
      alt: "Resultado más nuevo de {name}",
      waiting: "A la espera del primer resultado de {name}",
      noWorker: "Ningún worker está conectado: los fotogramas esperan.",
      noFrame: "Aún no ha llegado ningún fotograma.",
      newestFailed: "El fotograma más nuevo falló.",
      ended: "{name} ha terminado.",
      endedNext: "Se muestra de nuevo cuando vuelva.",
    },
  },
  /** The Services tab: clusters, their services as cards, the form of one service, calls and their results. */
  services: {
    page: {
      tab: "Servicios",
      heading: "Servicios",
      search: "Busca por nombre, título o imagen",
      searchKey: "Buscar servicios",
      runKey: "Llamar al servicio desde un campo de texto",
      backKey: "Volver a todos los servicios",
      filter: "Recibe",
      anyInput: "cualquier cosa",
      refresh: "Preguntar de nuevo a los clústeres",
      clusters: "Clústeres",
      cards: "Servicios",
      history: "Llamadas",
      historyNone:
        "Aún no hay llamadas. Lo que envías a un servicio aparece aquí con su desenlace.",
      back: "Todos los servicios",
      input: "Entrada",
      result: "Resultado",
      takes: "Enviar como",
      mode: "Modo",
      run: "Llamar",
      calls: "Llamadas de este servicio",
      resultTitle: "Aún no se ha enviado nada",
      resultText:
        "Los resultados aparecen aquí como lo que son: etiquetas, cajas, imágenes, sonido, tablas, texto. Mientras tanto puedes cerrar la página.",
      pictures: "Imágenes de este resultado",
      downloadThis: "Descargar esta imagen",
      examples: "o prueba una de estas",
      log: "Registro",
      reconnecting: "Reconectando … Las llamadas siguen en el servidor.",
      readings: "Dos lecturas de esta respuesta",
    },
    live: {
      loading: "Preguntando a los clústeres …",
      noServices:
        "Esta sesión no puede usar ningún servicio del clúster. Crea uno allí o entra con otro usuario.",
      nothingFound: "Ningún servicio es así.",
      logInFirst: "Entra en un clúster para ver sus servicios.",
      count: { one: "{n} servicio", other: "{n} servicios" },
      cluster: {
        connected: "conectado",
        "login-needed": "sin entrar",
        away: "ausente",
        as: "como {user}",
        shared: "abierto por el operador para todos",
        logIn: "Entrar",
        logOut: "Salir",
        tryAgain: "Intentar de nuevo",
        user: "Usuario",
        password: "Contraseña",
        title: "Entrar en {cluster}",
        note:
          "Usuario y contraseña van al clúster y quedan en la memoria de este servidor hasta que salgas.",
        byLogin: "Se entra con la sesión de esta página: entra de nuevo en framebox para usarlo.",
        loggedIn: "Has entrado en {cluster}.",
        loggedOut: "Has salido de {cluster}.",
      },
      inputs: {
        picture: "imagen",
        text: "texto",
        audio: "sonido",
        video: "vídeo",
        json: "JSON",
        "json-files": "archivos con parámetros",
        file: "cualquier archivo",
        nothing: "nada",
      },
      outputs: {
        text: "texto",
        json: "datos",
        labels: "etiquetas",
        boxes: "cajas",
        picture: "imagen",
        pictures: "imágenes",
        audio: "sonido",
        archive: "archivo comprimido",
        "web-page": "página propia",
        unknown: "resultado",
      },
      takesGives: "Recibe {input}, devuelve {output}",
      memory: "memoria {n}",
      cpu: "{n} CPU",
      gpu: "GPU",
      deployments: {
        pending: "arrancando",
        ready: "listo",
        degraded: "listo en parte",
        failed: "no arranca",
        stopped: "arranca con la primera llamada",
        unavailable: "estado desconocido",
      },
      deploymentBecause: "{state}: {reason}",
      modes: {
        sync: "al momento, hasta cinco minutos",
        async: "como trabajo, tarde lo que tarde",
      },
      modesShort: {
        both: "al momento o como trabajo",
        sync: "solo al momento",
        async: "solo como trabajo",
        none: "no se puede llamar",
      },
      obstacles: {
        "no-backend": "este clúster no admite llamadas síncronas",
        "no-token": "el clúster no da a esta sesión un token para él",
        "web-service": "es una página web propia",
        "no-input": "no tiene almacenamiento para entradas",
      },
      not: {
        sync: "No al momento: {why}",
        async: "No como trabajo: {why}",
      },
      elsewhere: "Sus resultados van a un almacenamiento que no se puede leer desde aquí.",
      logOnly: "Como trabajo, su resultado es solo el registro.",
      oneAtATime:
        "Sus entradas se esperan unas a otras: los resultados no dicen de qué entrada son.",
      openWebPage: "Abrir su página",
      usual: "la última vez tardó {time}",
      notListed:
        "{service} no está entre los servicios de tus sesiones; entra en su clúster, o puede que se haya eliminado.",
      seconds: "{n} s",
      minutes: "{n} min {s} s",
      hours: "{n} h {m} min",
      give: {
        picture: "Suelta o pega imágenes aquí",
        audio: "Suelta sonidos aquí",
        video: "Suelta vídeos aquí",
        file: "Suelta o pega archivos aquí",
      },
      choose: {
        picture: "Elegir imágenes",
        audio: "Elegir sonidos",
        video: "Elegir vídeos",
        file: "Elegir archivos",
      },
      upTo: "hasta {size} cada uno",
      useCamera: "Usar la cámara",
      takePicture: "Hacer la foto",
      closeCamera: "Cerrar la cámara",
      cameraAlt: "Lo que ve la cámara",
      record: "Grabar",
      stopRecording: "Parar, {time}",
      recorded: "grabacion",
      shot: "foto-de-camara",
      microphone: {
        refused:
          "Se rechazó el micrófono. Permítelo para esta dirección en los ajustes del navegador y graba de nuevo.",
        missing: "No se encontró ningún micrófono. Conecta uno y graba de nuevo.",
        insecure: "Los navegadores solo dan el micrófono a páginas https y a localhost.",
        other: "No se pudo poner en marcha el micrófono.",
      },
      removeFile: "Quitar {name}",
      given: { one: "{n} archivo", other: "{n} archivos" },
      tooLarge: "{name} ocupa {size}; este servidor admite hasta {limit}.",
      giveFirst: "Da primero lo que se debe enviar.",
      openFirst: "Abre primero un servicio y dale después el archivo.",
      textLabel: "Texto",
      textHint: "Ctrl + Entrar llama al servicio.",
      jsonLabel: "JSON",
      jsonFormat: "Formatear",
      jsonGood: "Esto es JSON.",
      jsonAt: "Línea {line}, columna {column}: {what}",
      jsonFaults: {
        value:
          "aquí falta un valor: texto entre comillas dobles, un número, true, false, null, [ o {",
        key: "aquí falta un nombre entre comillas dobles",
        colon: "aquí faltan dos puntos",
        comma: "aquí falta una coma o el cierre",
        text: "este texto entre comillas no se cierra o tiene un signo que hay que escapar",
        number: "esto no es un número como lo escribe JSON",
        more: "aquí hay algo después del final",
        deep: "esto está anidado demasiado hondo",
      },
      nothingNeeded: "Este servicio no recibe ninguna entrada.",
      parametersLoading: "Preguntando al servicio por sus parámetros …",
      parametersNone: "El servicio no da parámetros; solo se envía un archivo.",
      required: "obligatorio",
      byDefault: "por defecto: {value}",
      missing: "{name} es obligatorio.",
      notNumber: "{name} recibe un número.",
      notInteger: "{name} recibe un número entero.",
      chooseFile: "Elegir un archivo",
      preview: "Lo que se envía",
      yes: "sí",
      no: "no",
      reset: "Volver al valor por defecto",
      sending: "Enviando, {percent} %",
      queuedHere: "Por enviar",
      states: {
        queued: "Espera su turno",
        uploading: "Subiendo al clúster, {percent} %",
        waiting: "Espera en el clúster, {time}",
        running: "En marcha desde hace {time}",
        fetching: "Trayendo el resultado",
        done: "Hecho",
        failed: "Falló",
        cancelled: "Cancelada",
      },
      doneIn: "Hecho en {time}",
      scriptFailed: "El servicio respondió, pero con un error. Sus propias palabras están debajo.",
      lastTime: "{state}; {usual}",
      sentTo: "Enviado a {service}.",
      finished: "{name}: {state}",
      cancel: "Cancelar",
      again: "De nuevo",
      cancelOf: "Cancelar {name}",
      againOf: "{name} de nuevo",
      removeOf: "Quitar {name}",
      retryFailed: "Repetir las que fallaron",
      zip: "Todo en ZIP",
      summary: "{done} de {total} hechas",
      summaryFailed: "{done} de {total} hechas, {failed} fallaron",
      partial: "Puede venir más; sigue en marcha.",
      noOutputs: "Terminó sin resultado.",
      download: "Descargar",
      downloadData: "data.mat",
      downloadZip: "Todo en ZIP",
      downloadInput: "Entrada",
      asText: "Como texto",
      decoded: "Descodificado",
      textCut: "Solo se muestra la primera parte; la descarga lo tiene todo.",
      empty: "Está vacío.",
      copy: "Copiar",
      tree: "Árbol",
      table: "Tabla",
      types: {
        object: "objeto",
        array: "lista",
        string: "texto",
        number: "número",
        boolean: "sí o no",
        null: "nada",
      },
      firstOf: "Se muestran las primeras {n} de {total}; la descarga las tiene todas.",
      archiveFiles: { one: "{n} archivo", other: "{n} archivos" },
      couldNotRead: "Esto no se pudo leer: {reason}",
      cantPlay: "Este navegador no puede reproducirlo; descárgalo.",
      logRefresh: "Leer de nuevo",
      logNone: "No hay registro.",
      inputAlt: "Entrada {name}",
      resultAlt: "Resultado {name}",
      showPicture: "Mostrar {name}",
      removed: "{name} se ha quitado.",
      wasCancelled: "{name} se ha cancelado.",
    },
  },
  /** The result side, and the strip of data below. */
  result: {
    page: {
      result: "Resultado",
      resultAlt: "El resultado",
      fullScreen: "Pantalla completa",
      compare: "Comparar con la entrada",
      compareRange: "Cuánto se ve de la entrada",
      download: "Descargar",
      downloadJpeg: "Imagen, JPEG",
      downloadPng: "Imagen, PNG sin pérdida",
      downloadMat: "data.mat",
      noWorkerTitle: "No hay ningún worker conectado",
      noWorkerText: "Los resultados vienen del propio framebox. Conecta el tuyo:",
      workersWaitTitle: "A la espera de algo que hacer",
      workersWaitText: "Lo que das va a los workers; sus resultados aparecen aquí.",
      frame: "fotograma",
      rate: "ritmo",
      latency: "latencia",
      time: "tiempo",
      size: "tamaño",
      by: "por",
      dropped: "perdidos",
      latencyCurve: "Latencia de los últimos resultados",
      answers: "Lo que dice el procesador",
      dataTitle: "Datos",
      dataNone: "data.mat crece con lo que encuentra un procesador",
      variable: {
        one: "{n} variable",
        other: "{n} variables",
      },
    },
    live: {
      noPicture: "Este resultado no tiene imagen; mira lo que dice y los datos de abajo.",
      resultAlt: "Resultado de {name} por {by}",
      frames: "{w} × {h}",
      milliseconds: "{n} ms",
      framesPerSecond: "{n} fps",
      fullScreenNone: "Este navegador no tiene pantalla completa.",
      remarks: {
        "first-picture-only": "Este {kind} tiene {pictures} imágenes; solo se procesa la primera.",
        "first-of-pictures": "El servicio ha dado {pictures} imágenes; se muestra la primera.",
        "files-not-shown": "El servicio ha dado archivos que no se muestran aquí ({kinds}).",
        "profile-ignored": "No se pudo leer el perfil de color; los colores se toman como sRGB.",
      },
      scaled: {
        sentence: "Esta imagen ocupa {size} como {format} y se redujo a {w}×{h} para {name}: {why}",
        default:
          "los clientes gRPC admiten 4 MB si no dicen que admiten más. Tamaño completo: aumenta grpc.max_receive_message_length y envía max-receive-bytes.",
        worker:
          "dice que admite {limit}. Tamaño completo: aumenta grpc.max_receive_message_length y max-receive-bytes.",
        setting:
          "este servidor da {limit} a todos. Tamaño completo: SUBMIT_MAX_BYTES=auto; después aumenta grpc.max_receive_message_length y envía max-receive-bytes.",
        message:
          "este servidor envía {limit} como máximo. Tamaño completo: aumenta MAX_MESSAGE_MB.",
      },
    },
  },
  /** The data below the pictures: tree, table, curves, boxes over the pictures, exports. */
  data: {
    page: {
      views: "Cómo ver los datos",
      tree: "Árbol",
      table: "Tabla",
      plot: "Gráfico",
      copy: "Copiar lo elegido",
      csv: "Descargar lo elegido como CSV",
      json: "Descargar lo elegido como JSON",
      from: "del fotograma",
      to: "al",
      variables: "Variables de data.mat",
      show: "Mostrar",
      tablePlace: "Filas y columnas",
      earlier: "Filas anteriores",
      later: "Filas siguientes",
      sheet: "Página",
      values: "Números del gráfico",
      span: "Fotogramas",
      lastHundred: "últimos 100",
      lastThousand: "últimos 1000",
      allFrames: "todos",
      plotPlace: "Gráficos a lo largo de los fotogramas",
      none: "Aún no hay datos. Lo que encuentra un procesador aparece aquí.",
      boxes: "Recuadros",
    },
    live: {
      first: "Los primeros {n} de {total}. Mostrar más",
      failed: "No se pudieron leer los datos: {reason}",
      unreachable: "el servidor no respondió",
      numbers: "Números de todos los fotogramas",
      boxes: "Recuadros de todos los fotogramas",
      frame: "fotograma",
      rows: "{from} a {to} de {total}",
      noRows: "ninguna fila",
      moreColumns: "{n} de {total} columnas",
      noNumbers:
        "Estos fotogramas no tienen números para el gráfico; el árbol muestra lo que tienen.",
      chooseNumbers: "Elige un número arriba.",
      at: "fotograma {frame}: {value}",
      summary: "{name} del fotograma {first} al {last}: menor {least}, mayor {most}, último {now}.",
      earlierCut: "Los fotogramas anteriores están en data.mat.",
      tooMuch: "Es demasiado para copiar; descárgalo.",
      boxesFound: {
        one: "{n} recuadro",
        other: "{n} recuadros",
      },
      boxesOn: "Se muestran los recuadros.",
      boxesOff: "No se muestran los recuadros.",
      class: "clase {n}",
      more: "{n} más",
      fewer: "Menos",
    },
  },
  /** Where time is spent, and what came while the page was away. */
  live: {
    page: {
      split: "Adónde va el tiempo",
      splitLast: "último",
      splitMedian: "mediana, 1 s",
      splitParts: {
        browser: "Navegador y red",
        queue: "Espera en la cola",
        worker: "Procesador",
        server: "Servidor",
      },
    },
    live: {
      split:
        "Adónde va el tiempo: navegador y red {browser}, espera {queue}, procesador {worker}, servidor {server}",
      meanwhile: {
        one: "Conectado de nuevo; entretanto llegó {n} resultado.",
        other: "Conectado de nuevo; entretanto llegaron {n} resultados.",
      },
    },
  },
  /** Whether workers still ask for frames, and why a frame has no answer. */
  asking: {
    page: {
      stopped: "dejó de pedir fotogramas hace {ago}",
    },
    live: {
      noAnswer: "Sin respuesta después de {n} s. {why}",
      noWorker: "Ningún worker pide fotogramas",
      unknown: "El worker puede estar ocupado o haberse ido.",
      held: "{name} lo tomó hace {ago} y sigue conectado; puede estar ocupado.",
      stopped:
        "{name} dejó de pedir fotogramas a las {time} (hace {ago}); inicia el pipeline de nuevo.",
      stoppedAt: "{name} dejó de pedir fotogramas a las {time}; inicia el pipeline de nuevo.",
      ago: {
        seconds: "{n} s",
        minutes: "{n} min",
        hours: "{n} h",
        days: "{n} d",
      },
    },
  },
  /** What the page can't take: a link, a text, a folder, a file of another kind. */
  given: {
    page: {},
    live: {
      link: {
        picture:
          "Esto es un enlace, no un archivo. Guarda primero la imagen y luego suelta aquí el archivo.",
        video:
          "Esto es un enlace, no un archivo. Guarda primero el vídeo y luego suelta aquí el archivo.",
        pictures:
          "Esto es un enlace, no un archivo. Guarda primero las imágenes y luego suelta aquí los archivos.",
      },
      words: {
        picture: "Esto es texto, no un archivo. Suelta o pega aquí una imagen.",
        video: "Esto es texto, no un archivo. Suelta aquí un archivo de vídeo.",
        pictures: "Esto es texto, no un archivo. Suelta aquí imágenes o una carpeta.",
      },
      folder: {
        picture:
          "Esto es una carpeta. Suelta aquí una imagen; la pestaña Varias admite carpetas enteras.",
        video: "Esto es una carpeta. Suelta aquí un archivo de vídeo.",
        pictures: "Esto es una carpeta. Suéltala en la pestaña Varias.",
      },
      nothing: "No hay ningún archivo en esto. Suelta un archivo, o copia una imagen y pégala.",
      empty: "{name} está vacío. Guárdalo o cópialo otra vez y vuelve a darlo.",
      unreadable:
        "No se puede leer {name}. Si es una carpeta o ya no existe, elige el propio archivo.",
      shortcut: "{name} solo lleva a un archivo. Da el archivo al que lleva.",
      notVideo: "{name} no es un vídeo. Se leen MP4, MOV, WebM, MKV, AVI y otros.",
      covered: "Cierra primero lo que está sobre la página y vuelve a darlo.",
      elsewhere: "En esta página no se puede dar nada. Abre primero Imagen, Vídeo o Varias.",
    },
  },
  /** "Use it from code". */
  code: {
    page: {
      title: "Usar desde código",
      languages: "Lenguaje",
      answer: "Respuesta",
      explain: {
        image: "Lee photo.jpg y guarda el resultado al lado.",
        camera:
          "Da photo.jpg cinco veces, como haría una cámara, y guarda cada resultado. JavaScript usa el socket en vivo.",
        video: "Envía clip.mp4 por partes, espera y guarda result.mp4.",
        image_set: "Envía todos los archivos .jpg de su carpeta, espera y guarda results.zip.",
      },
      needs:
        "No hace falta nada más: curl, Python 3, o Deno (Node 22 o posterior) para JavaScript.",
    },
    live: {},
  },
  /** The way between page and server: addresses that are not the server's own, and proxies in front that let something not through. */
  login: {
    page: {
      title: "Iniciar sesión",
      name: "Nombre",
      password: "Contraseña",
      where: "Entrar en",
      thisServer: "Este servidor",
      submit: "Entrar",
      at: "Iniciar sesión en {server}",
      still: "Has cerrado la sesión aquí, y sigue abierta en {server}.",
      logOutThere: "Cerrarla allí también",
      logOut: "Cerrar sesión",
      here: "Cerrar sesión aquí",
      everywhere: "Cerrar sesión en todas partes",
      stay: "Seguir",
    },
    live: {},
  },
  account: {
    page: {
      title: "Tu cuenta",
      byPassword: "Has iniciado sesión como {name}.",
      byServer: "Has iniciado sesión como {name}, en {server}.",
      byProxy: "Has iniciado sesión como {name}, en el proxy que está delante de este servidor.",
      tokens: "Tokens de la API",
      explain:
        "Un programa que envía un token, como Authorization: Bearer …, puede lo mismo que tú.",
      bound: "Solo mientras tengas la sesión iniciada.",
      noTokens:
        "Este servidor no guarda tokens de la API: quien lo opera tiene que indicar un DATA_DIR.",
      made: "Tu token nuevo; solo se muestra ahora",
      name: "Para",
      day: "Creado",
      used: "Último uso",
      never: "Nunca",
      revoke: "Revocar",
      revokeOne: "Revocar {name}",
      what: "Para qué sirve el token",
      make: "Crear un token",
      work: "En curso, de todos los usuarios",
      noWork: "No hay nada en curso.",
      owner: "Usuario",
      processor: "Procesador",
      kind: "Qué",
      progress: "Progreso",
      kinds: {
        image: "imagen",
        camera: "cámara",
        video: "vídeo",
        images: "conjunto de imágenes",
        stream: "flujo recibido",
      },
      call: "llamada",
      frames: "{done} hechos, {failed} fallidos, {open} abiertos",
    },
    live: {},
  },
  places: {
    page: {
      wrong: "framebox no está en esta dirección",
      toPage: "Abrir la página",
    },
    live: {
      refused: "Este servidor no acepta nada desde esta dirección.",
      noSocket:
        "Puede que un proxy delante no deje pasar WebSockets: las imágenes sueltas funcionan, pero no la cámara, y ningún vídeo o carpeta dice cuánto lleva.",
      inNginx: "En nginx: {lines}",
      answered:
        "Un proxy delante respondió {status}: el servidor detrás de él no está o es demasiado lento para él.",
      otherAnswer: "Un proxy delante respondió {status} en lugar del servidor.",
      otherVersion: "El servidor responde como uno de otra versión; recarga la página.",
      tooLarge: "Un proxy delante no acepta más de {limit} por petición; esto tiene {size}.",
      tooLargeUnknown:
        "Un proxy delante no acepta más que una parte de esto por petición; esto tiene {size}.",
    },
  },
  /** The API page, around the description of the API, which is the API's own and in English. */
  api: {
    page: {
      apiTitle: "API HTTP",
      apiEnglish: "La descripción de la API está en inglés, como la propia API.",
      asOpenApi: "En OpenAPI 3.1:",
      parameter: "Parámetro",
      parameterIn: "En",
      meaning: "Significado",
      status: "Estado",
      content: "Contenido",
      body: "Cuerpo:",
      schemas: "Qué hay en las respuestas",
    },
    live: {},
  },
  /** What a file is that the server does not read. Proper names, e.g. PDF, are the same in each language. */
  kinds: {
    "camera's raw": "RAW de cámara",
    sound: "sonido",
    "Ogg video or sound": "Ogg (vídeo o sonido)",
    "Matroska or WebM": "Matroska o WebM",
    "MP4 or QuickTime": "MP4 o QuickTime",
    program: "programa",
    text: "texto",
    "data: address as text": "dirección data: como texto",
  },
  /** Names and descriptions of the built-in processors. English is their own. */
  processors: {
    grey: {
      title: "Gris",
      help: "La imagen en tonos de gris.",
    },
    edges: {
      title: "Bordes",
      help: "Donde cambia el brillo, según el operador de Sobel.",
    },
    invert: {
      title: "Invertir",
      help: "El negativo de la imagen.",
    },
    intensity: {
      title: "Intensidad de color",
      help: "Dice si la imagen es oscura o clara: gris medio por debajo de 127 es oscura.",
    },
  },
  /** Errors and notices of the server, by their codes. In English the server's own sentences are shown. */
  reasons: {
    draining: "El servidor se está deteniendo; prueba de nuevo cuando vuelva.",
    internal: "Algo salió mal en el servidor; su registro tiene los detalles.",
    "disk-full":
      "El disco del servidor está lleno; quien lo opera tiene que hacer sitio donde está DATA_DIR o indicar otro directorio.",
    "disk-read-only":
      "El servidor ya no puede escribir en su disco (DATA_DIR); quien lo opera tiene que revisarlo.",
    "disk-failed":
      "El disco del servidor ha fallado (DATA_DIR); quien lo opera tiene que revisarlo.",
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
    "too-many-thumbnails":
      "Se están haciendo demasiadas miniaturas; prueba de nuevo en un momento.",
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
    abandoned: "Nadie lo seguía y ya nada avanzaba.",
    "no-such-processor": "No hay tal procesador; hay {processors}.",
    "processor-without-pictures":
      "{processor} no recibe imágenes; elija uno de estos: {processors}.",
    "no-answer": "Sin respuesta después de {waited_ms}.",
    "worker-timeout": "{worker} no respondió en {waited_ms}.",
    "worker-gone": "La conexión del worker se cerró antes de que respondiera.",
    "worker-unreached": "El fotograma se entregó muchas veces y nunca llegó a un worker.",
    "worker-refused": "El worker no aceptó el fotograma.",
    "processor-too-slow": "El procesador tardó más de {limit_ms}; envía una imagen más pequeña.",
    "processor-crashed":
      "La parte del servidor que procesa imágenes falló y se ha iniciado de nuevo.",
    "processor-failed": "El procesador {processor} falló: {why}.",
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
    "cluster-address-invalid":
      "La dirección de un clúster empieza por http:// o https:// y tiene un host y quizá una ruta; no tiene usuario, contraseña, consulta ni fragmento.",
    "cluster-away": "El clúster {cluster} no responde; prueba de nuevo cuando vuelva.",
    "cluster-not-trusted":
      "El certificado de {cluster} no es de confianza; OSCAR_CA indica la autoridad que lo firmó, y OSCAR_INSECURE=true omite la comprobación.",
    "cluster-path-wrong":
      "No hay un clúster OSCAR en {cluster}; revisa el esquema, el host y la ruta de OSCAR_ENDPOINT.",
    "cluster-redirects":
      "El clúster {cluster} redirige a {target}, adonde no se envió el acceso; indica esa dirección en OSCAR_ENDPOINT si es la del clúster.",
    "cluster-login-refused":
      "El clúster rechaza este acceso; revisa el usuario y la contraseña, o entra de nuevo.",
    "cluster-login-needed": "Ya no hay ningún acceso al clúster {cluster}; entra en él de nuevo.",
    "cluster-without-login":
      "En el clúster {cluster} no se puede entrar desde aquí con usuario y contraseña.",
    "too-many-cluster-logins":
      "{limit} usuarios han entrado en clústeres, que es el límite; inténtalo más tarde.",
    "no-such-cluster": "No existe ese clúster; existen {clusters}.",
    "cluster-forbidden": "El clúster no permite eso con este acceso: {text}.",
    "cluster-refuses": "El clúster rechaza la petición: {text}.",
    "cluster-failed": "El clúster ha fallado: {text}.",
    "cluster-answer-too-large":
      "La respuesta del clúster pasa de {limit_bytes}, más de lo que se lee.",
    "cluster-call-missing":
      "Este clúster es más antiguo que la llamada que se le pide; quien lo opera tiene que actualizarlo.",
    "cluster-without-synchronous-calls":
      "Este clúster no tiene llamadas síncronas; usa una asíncrona.",
    "service-gone":
      "El clúster no tiene el servicio {service} para este acceso; puede que se haya eliminado.",
    "service-token-refused":
      "El clúster rechaza las llamadas del servicio {service}; su dueño tiene que actualizarlo o compartirlo.",
    "service-starting":
      "El servicio {service} está arrancando o averiado ({why}); prueba de nuevo en un minuto.",
    "service-failed": "El servicio {service} ha fallado: {line}.",
    "service-too-slow":
      "El servicio {service} tardó más de lo que permite el clúster, y su respuesta se perdió; usa una llamada asíncrona para trabajos largos.",
    "service-input-too-large":
      "La entrada es mayor de lo que cabe en una llamada síncrona de {service}; usa una asíncrona.",
    "job-input-too-large":
      "Un trabajo que se llama directamente acepta hasta {limit_bytes}; pon las entradas mayores en la carpeta de entrada del servicio.",
    "call-impossible": "El servicio {service} no se puede llamar así en este clúster.",
    "too-many-calls":
      "Ya hay {limit} llamadas que esperan al clúster; inténtalo de nuevo cuando algunas terminen.",
    "no-such-call":
      "No hay tal llamada en esta sesión; de muchas llamadas, las más antiguas salen primero (RESULT_HISTORY, SESSION_QUOTA_MB).",
    "no-room-for-calls":
      "Ya no hay sitio en disco para las llamadas de esta sesión; elimina las que han terminado e inténtalo de nuevo (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
    "call-without-result": "El servicio {service} terminó sin resultado: {line}.",
    "job-failed": "El trabajo del servicio {service} falló: {line}.",
    "result-not-told-apart":
      "Otros usan el servicio {service} al mismo tiempo y su resultado no se distingue del suyo; " +
      "inténtalo de nuevo más tarde.",
    "call-too-slow": "El servicio {service} no dio ningún resultado en {limit_ms}.",
    "bucket-gone":
      "El clúster no tiene el bucket {bucket} para este acceso; puede que se haya eliminado.",
    "storage-away":
      "El almacenamiento del clúster no responde en la dirección que el clúster indica; MINIO_ENDPOINT puede indicar otra.",
    "storage-not-trusted":
      "El certificado del almacenamiento del clúster no es de confianza; OSCAR_CA indica la autoridad que lo firmó, y OSCAR_INSECURE=true omite la comprobación.",
    "storage-refused":
      "El almacenamiento del clúster rechaza las claves de este acceso; entra de nuevo.",
    "storage-further-inside":
      "El servicio guarda sus archivos en una dirección más interna que la del propio clúster; framebox solo usa almacenamiento ahí si el clúster también está ahí.",
    "storage-failed": "El almacenamiento del clúster ha fallado: {text}.",
    "object-gone": "El archivo ya no está en el almacenamiento del clúster.",
    "archive-damaged":
      "El archivo zip está dañado o es de un tipo que no se puede abrir; descárgalo.",
    "archive-encrypted": "El archivo está cifrado dentro del zip; descarga el zip.",
    "archive-of-too-many-files": "El zip tiene más de {limit} archivos; descárgalo.",
    "archive-too-large": "El zip descomprimido pasa de {limit_bytes}; descárgalo.",
    "archive-bomb":
      "Un archivo del zip se hace cientos de veces mayor al descomprimirlo, como solo ocurre en los zip hechos para causar daño; no se abre.",
    "host-not-a-name":
      "La cabecera Host de la petición no es un nombre de host, así que no puede ser para este servidor (ALLOWED_HOSTS define sus nombres).",
    "host-unknown":
      "Este servidor no atiende por el nombre {name}. Si los usuarios llegan a él por ese nombre, inicia el servidor con {setting}; si solo un proxy delante lo llama así, el proxy debe pasar la cabecera Host del navegador (nginx: proxy_set_header Host $http_host).",
    "origin-unknown":
      "La página está en {origin}, pero su petición llegó aquí para {asked}. Si un proxy delante cambia la cabecera Host, inicia el servidor con {setting} o haz que el proxy la pase (nginx: proxy_set_header Host $http_host); si no, es la página de otro sitio.",
    "login-needed":
      "Inicia sesión para usar este servidor: abre su página o envía un token de la API.",
    "login-wrong": "El nombre o la contraseña no son correctos.",
    "login-too-soon": "Hubo demasiados intentos; prueba otra vez en {wait_s} s.",
    "login-form-old":
      "Este formulario es demasiado viejo o el navegador no guardó su cookie; prueba otra vez.",
    "login-at-proxy":
      "Este servidor es para usuarios que un proxy delante ha autenticado: ábrelo por la dirección de ese proxy.",
    "login-begun-elsewhere":
      "Este inicio de sesión empezó en otro navegador o hace demasiado; prueba otra vez.",
    "login-server-away":
      "{server} no responde, por eso no se puede iniciar sesión con él ahora; prueba otra vez dentro de poco.",
    "login-server-wrong": "El inicio de sesión en {server} no salió bien; prueba otra vez.",
    "login-not-allowed":
      "Has iniciado sesión en {server}, pero no puedes usar este servidor; habla con quien lo opera.",
    "no-tokens":
      "Este servidor no guarda tokens de la API: quien lo opera tiene que indicar un DATA_DIR.",
    "no-such-token": "No hay ningún token con ese id.",
    "too-many-tokens": "Ya hay demasiados tokens de la API; revoca uno antes.",
    "login-expired": "El inicio de sesión en {server} ha caducado; inicia sesión otra vez.",
    "nothing-here":
      "No hay nada en esta dirección; la página de este servidor está en {page} (BASE_PATH).",
    "other-site":
      "Esta petición vino de la página de otro sitio; el servidor solo admite esas peticiones de su propia página (ALLOWED_HOSTS define sus otros nombres).",
    "frame-too-large":
      "Esta imagen tiene {picture_bytes} como .mat; el worker acepta 4 MB (el valor de gRPC). Tamaño completo: aumenta grpc.max_receive_message_length y envía max-receive-bytes; si no, se reduce donde SUBMIT_MAX_BYTES es auto.",
    quota:
      "Los datos de los nuevos resultados no se guardan, porque ya no hay sitio; descarga data.mat y después vuelve a contar o empieza de nuevo.",
    "data-lost": "Los datos de los nuevos resultados no se pudieron escribir en data.mat.",
    "files-lost":
      "Los archivos de esta sesión fueron eliminados del disco del servidor; lo que había en ellos se perdió.",
  },
};
